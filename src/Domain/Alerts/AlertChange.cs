namespace DetectionApi.Domain.Alerts;

/// <summary>Who is to work on an alert.</summary>
/// <param name="To">The analyst; null for nobody.</param>
public readonly record struct Assignment(string? To);

/// <summary>What an analyst asks to change of an alert; what is not given stays as it is.</summary>
public sealed record AlertChange
{
    /// <summary>How far analysts are.</summary>
    public AlertStatus? Status { get; init; }

    /// <summary>What it turned out to be; only of an alert that is closed, or is closed by the same change.</summary>
    public ClosingReason? ClosingReason { get; init; }

    /// <summary>Why it may be closed as harmless; only along with a reason that says so.</summary>
    public ClosingEvidence? Evidence { get; init; }

    /// <summary>The alert that tells the same story; only along with the reason that says so.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Who is to work on it.</summary>
    public Assignment? Assignment { get; init; }

    /// <summary>All of its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags that it gets beside those that it has.</summary>
    public IReadOnlyList<string> AddedTags { get; init; } = [];

    /// <summary>Tags that it loses.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary>Whether its evidence is kept whatever becomes of it.</summary>
    public bool? LegalHold { get; init; }

    /// <summary>True if it asks for nothing.</summary>
    public bool IsEmpty => this is
    {
        Status: null, ClosingReason: null, Evidence: null, DuplicateOf: null, Assignment: null, Tags: null,
        AddedTags: [], RemovedTags: [], LegalHold: null,
    };
}

/// <summary>Why a change is refused.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Member">Where in the change, such as <c>evidence/identity</c>; empty for all of it.</param>
public sealed record TriageFault(string Code, string Detail, string Member);

/// <summary>One field of an alert that a change changed.</summary>
/// <param name="Field">Its name, such as <c>status</c>.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it is now; null for nothing.</param>
public sealed record FieldChange(string Field, string? From, string? To)
{
    /// <summary>The name of the field that says how far analysts are.</summary>
    public const string Status = "status";
}
