namespace DetectionApi.Domain.ExceptionItems;

/// <summary>One field of an item that a version changed.</summary>
/// <param name="Field">Its name as in JSON, such as <c>scope.hosts</c>.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it is since; null for nothing.</param>
public sealed record ExceptionFieldChange(string Field, string? From, string? To);

/// <summary>One version of an item: what happened, who did it, and what has been different since.</summary>
public sealed class ExceptionVersion
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    public required ExceptionAction Action { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>How far the item was since.</summary>
    public required ExceptionStatus Status { get; init; }

    /// <summary>What is different.</summary>
    public required IReadOnlyList<ExceptionFieldChange> Changes { get; init; }

    /// <summary>What the item said since.</summary>
    public required ExceptionContent Content { get; init; }

    /// <summary>What was said about it; null for nothing.</summary>
    public string? Comment { get; init; }
}

/// <summary>What somebody says about an item. It is never changed and never removed.</summary>
public sealed class ExceptionComment
{
    /// <summary>Its number, ascending.</summary>
    public long Id { get; private set; }

    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who said it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }
}
