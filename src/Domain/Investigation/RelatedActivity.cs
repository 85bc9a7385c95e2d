using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>What other alerts tell about an alert.</summary>
/// <param name="Alerts">
/// The other alerts that were seen within <see cref="Around"/> before its first and after its last occurrence and have
/// something in common with it.
/// </param>
/// <param name="Pattern">The pattern over all times.</param>
public sealed record RelatedActivity(IReadOnlyList<RelatedAlert> Alerts, PatternRecurrence Pattern)
{
    /// <summary>How near another alert must be.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromHours(48);

    /// <summary>Of an alert that is the first of its pattern and alone.</summary>
    public static RelatedActivity None { get; } = new([], PatternRecurrence.None);

    /// <summary>True if there are more than <see cref="Alerts"/> holds.</summary>
    public bool IsCut { get; init; }
}

/// <summary>Another alert that has something in common with the one that is looked at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By">What they have in common; at least one.</param>
/// <param name="TargetClass">What an attacker would want from the process that was opened there.</param>
/// <param name="FirstSeenAt">The event time of its earliest occurrence.</param>
/// <param name="LastSeenAt">The event time of its latest.</param>
/// <param name="Status">How far analysts are with it.</param>
/// <param name="Recommendation">What its own investigation comes to; null if there is none yet.</param>
/// <param name="Verdict">What it was closed as.</param>
public sealed record RelatedAlert(
    string Id, IReadOnlyList<Relation> By, TargetClass TargetClass, DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt, AlertStatus Status, Recommendation? Recommendation, ClosingVerdict Verdict);

/// <summary>What two alerts have in common.</summary>
public enum Relation
{
    /// <summary>The account that ran the source process.</summary>
    User,

    /// <summary>The computer.</summary>
    Host,

    /// <summary>The executable of the source process, by its SHA-256.</summary>
    Hash,

    /// <summary>The pattern, wherever it happened.</summary>
    Pattern,
}

/// <summary>What analysts took an alert for when they closed it.</summary>
public enum ClosingVerdict
{
    /// <summary>It is not closed, or closed for a reason that judges nothing, such as being a duplicate.</summary>
    None,

    /// <summary>A false positive, or a tool that is meant to do this.</summary>
    Benign,

    /// <summary>An attack.</summary>
    TruePositive,
}

/// <summary>How often a pattern came up and what it was taken for; the alert that is looked at counts, too.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Occurrences">Their occurrences.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">Under how many accounts.</param>
/// <param name="FirstSeenAt">The event time of the earliest occurrence; null if there is none.</param>
/// <param name="JudgedBenign">How many other alerts were closed as benign.</param>
/// <param name="JudgedTruePositive">How many other alerts were closed as an attack.</param>
public sealed record PatternRecurrence(
    int Alerts, long Occurrences, int Hosts, int Users, DateTimeOffset? FirstSeenAt, int JudgedBenign,
    int JudgedTruePositive)
{
    /// <summary>Nothing is known.</summary>
    public static PatternRecurrence None { get; } = new(0, 0, 0, 0, null, 0, 0);
}
