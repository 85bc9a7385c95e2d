using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Something that is to be done with an exception item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
public abstract record ExceptionCommand(string Id, int? Version)
{
    /// <summary>The content that is judged, if the command brings one.</summary>
    internal virtual ExceptionContent? NewContent => null;
}

/// <summary>Writes a new item.</summary>
/// <param name="Id">What it is to be called; empty to have a name made.</param>
/// <param name="Content">What it says.</param>
public sealed record CreateException(string Id, ExceptionContent Content) : ExceptionCommand(Id, null)
{
    /// <summary>Whether it is submitted at once.</summary>
    public bool Submits { get; init; }

    /// <summary>Whether an item of that id, if there is one, is to say this from now on.</summary>
    public bool Overwrites { get; init; }

    /// <summary>What the history says of it; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>What was said about it elsewhere, which comes along.</summary>
    public IReadOnlyList<ExceptionRemark> Remarks { get; init; } = [];

    /// <inheritdoc/>
    internal override ExceptionContent NewContent => Content;
}

/// <summary>Changes what an item says.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
/// <param name="Content">What it says from now on.</param>
public sealed record UpdateException(string Id, int? Version, ExceptionContent Content)
    : ExceptionCommand(Id, Version)
{
    /// <inheritdoc/>
    internal override ExceptionContent NewContent => Content;
}

/// <summary>Brings an item into force, or before an approver.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
/// <param name="Comment">What is said about it; null for nothing.</param>
public sealed record SubmitException(string Id, int? Version, string? Comment = null) : ExceptionCommand(Id, Version);

/// <summary>Lets an item come into force.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
/// <param name="Overrides">The refusals that the approver lets pass, and why.</param>
/// <param name="Comment">What is said about it; null for nothing.</param>
public sealed record ApproveException(
    string Id, int? Version, IReadOnlyList<RefusalOverride> Overrides, string? Comment = null)
    : ExceptionCommand(Id, Version);

/// <summary>Sends an item back to its authors.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
/// <param name="Comment">Why.</param>
public sealed record RejectException(string Id, int? Version, string Comment) : ExceptionCommand(Id, Version);

/// <summary>Ends an item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; null for whatever it is.</param>
/// <param name="Comment">Why.</param>
public sealed record RevokeException(string Id, int? Version, string Comment) : ExceptionCommand(Id, Version);

/// <summary>Notes that an item's owner was told how soon it ends.</summary>
/// <param name="Id">The item.</param>
/// <param name="Days">How many days ahead.</param>
internal sealed record WarnOfException(string Id, int Days) : ExceptionCommand(Id, null);

/// <summary>Lets an item end by itself.</summary>
/// <param name="Id">The item.</param>
internal sealed record ExpireException(string Id) : ExceptionCommand(Id, null);

/// <summary>What somebody said about an item.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Text">What.</param>
public sealed record ExceptionRemark(DateTimeOffset At, string Actor, string Text);
