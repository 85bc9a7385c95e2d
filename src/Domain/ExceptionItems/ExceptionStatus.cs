namespace DetectionApi.Domain.ExceptionItems;

/// <summary>How far an exception item is.</summary>
public enum ExceptionStatus
{
    /// <summary>Written, and not in force.</summary>
    Draft,

    /// <summary>Waits for somebody else to approve it; not in force.</summary>
    Pending,

    /// <summary>In force.</summary>
    Active,

    /// <summary>In force only for what happened before it expired.</summary>
    Expired,

    /// <summary>No longer in force, or withdrawn before it ever was.</summary>
    Revoked,
}
