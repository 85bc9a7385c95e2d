namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What happens to an exception item. Each is a version of it.</summary>
public enum ExceptionAction
{
    /// <summary>Somebody wrote it.</summary>
    Create,

    /// <summary>Somebody changed what it says.</summary>
    Update,

    /// <summary>Somebody asked for it to come into force.</summary>
    Submit,

    /// <summary>Somebody else let it come into force.</summary>
    Approve,

    /// <summary>Somebody else sent it back.</summary>
    Reject,

    /// <summary>Somebody ended it.</summary>
    Revoke,

    /// <summary>It ended by itself.</summary>
    Expire,

    /// <summary>Its owner was told that it will end.</summary>
    Warn,
}

/// <summary>From which status an item may go to which.</summary>
public static class ExceptionTransitions
{
    private static readonly Dictionary<ExceptionAction, ExceptionStatus[]> From = new()
    {
        [ExceptionAction.Update] = [ExceptionStatus.Draft, ExceptionStatus.Pending, ExceptionStatus.Active],
        [ExceptionAction.Submit] = [ExceptionStatus.Draft],
        [ExceptionAction.Approve] = [ExceptionStatus.Pending],
        [ExceptionAction.Reject] = [ExceptionStatus.Pending],
        [ExceptionAction.Revoke] =
            [ExceptionStatus.Draft, ExceptionStatus.Pending, ExceptionStatus.Active, ExceptionStatus.Expired],
        [ExceptionAction.Expire] = [ExceptionStatus.Active],
        [ExceptionAction.Warn] = [ExceptionStatus.Active],
    };

    /// <summary>From where an action leads on.</summary>
    public static IReadOnlyList<ExceptionStatus> Of(ExceptionAction action) => From.GetValueOrDefault(action) ?? [];

    /// <summary>True if the action is one for an item of that status.</summary>
    public static bool Allows(ExceptionStatus status, ExceptionAction action) => Of(action).Contains(status);
}
