using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What came of something that was to be done with an exception item.</summary>
public enum ExceptionResult
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>It is not allowed.</summary>
    Refused,

    /// <summary>There is no such item.</summary>
    NotFound,

    /// <summary>The item has changed since the caller looked at it.</summary>
    Stale,

    /// <summary>There is an item of that id already.</summary>
    Taken,
}

/// <summary>What came of one command.</summary>
/// <param name="Id">The item's id, also if it was made just now.</param>
/// <param name="Kind">What came of it.</param>
/// <param name="Item">The item as it is now, or would be; null if there is none.</param>
/// <param name="Refusals">Why it was refused.</param>
public sealed record ExceptionOutcome(
    string Id, ExceptionResult Kind, ExceptionItem? Item, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>True if it is as was asked.</summary>
    public bool IsDone => Kind is ExceptionResult.Done or ExceptionResult.Unchanged;

    /// <summary>True if there was no such item before.</summary>
    public bool IsNew { get; init; }

    /// <summary>True if it brought the item into force.</summary>
    public bool HasActivated { get; init; }
}

/// <summary>How several commands are carried out: all in one commit.</summary>
/// <param name="IsAtomic">Whether none is, unless all can be.</param>
/// <param name="IsDryRun">Whether it is only said what would come of them.</param>
public readonly record struct ExceptionBatchMode(bool IsAtomic, bool IsDryRun);
