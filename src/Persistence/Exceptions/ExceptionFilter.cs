using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>
/// Which exception items a list shows. A list that is empty asks nothing; otherwise any of its values will do.
/// </summary>
public sealed record ExceptionFilter
{
    /// <summary>How far they are.</summary>
    public IReadOnlyList<ExceptionStatus> Statuses { get; init; } = [];

    /// <summary>Who answers for them; ignoring case, with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Hosts on which they hold; ignoring case, with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Rules whose matches they may cover.</summary>
    public IReadOnlyList<string> RuleIds { get; init; } = [];

    /// <summary>
    /// The target as they name it: its path or, without a backslash, its file name; ignoring case, with <c>*</c> and
    /// <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// The source as they name it: its path, its file name, its signer or its hash; ignoring case, with <c>*</c> and
    /// <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether they are stale; null for both.</summary>
    public bool? IsStale { get; init; }

    /// <summary>In force, and no longer after that time.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }
}

/// <summary>The place of an item in a list: newest first.</summary>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Id">The item.</param>
public readonly record struct ExceptionPosition(DateTimeOffset CreatedAt, string Id);
