namespace DetectionApi.Domain.ExceptionItems;

/// <summary>An alert that must not be hidden, with one of its accesses.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Access">One of its accesses.</param>
public sealed record GuardedAccess(string AlertId, CandidateAccess Access);

/// <summary>What an item is judged against when somebody wants it in force.</summary>
public sealed record ExceptionSurroundings
{
    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What whoever runs the service asks.</summary>
    public required ExceptionPolicy Policy { get; init; }

    /// <summary>The ids of all rules.</summary>
    public required IReadOnlySet<string> RuleIds { get; init; }

    /// <summary>The signers that were seen with a signature that verified; compared ignoring case.</summary>
    public required IReadOnlySet<string> Signers { get; init; }

    /// <summary>The accesses of alerts that were closed as attacks.</summary>
    public required IReadOnlyList<GuardedAccess> TruePositives { get; init; }

    /// <summary>The accesses of alerts that are not closed and have somebody to work on them.</summary>
    public required IReadOnlyList<GuardedAccess> Assigned { get; init; }

    /// <summary>The items in force.</summary>
    public required ExceptionIndex Active { get; init; }

    /// <summary>What came into force, or ceased to be, since <see cref="Active"/> was made.</summary>
    public ExceptionChanges Changes { get; init; } = new();

    /// <summary>The known attacks.</summary>
    public required IReadOnlyList<Canary> Canaries { get; init; }
}
