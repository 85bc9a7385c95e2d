using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>An access pattern with what its alerts come to.</summary>
public sealed record PatternSummary
{
    /// <summary>How many days <see cref="Trend"/> has.</summary>
    public const int TrendDays = 7;

    /// <summary>The pattern's id.</summary>
    public required string Id { get; init; }

    /// <summary>The pattern.</summary>
    public required AccessPattern Pattern { get; init; }

    /// <summary>The worst of its alerts that are not closed, or of all if there are none.</summary>
    public required Severity Severity { get; init; }

    /// <summary>
    /// The gravest of its alerts that are not closed; null if nobody looked into one yet, or there are none.
    /// </summary>
    public required Recommendation? Recommendation { get; init; }

    /// <summary>Its alerts that are not closed.</summary>
    public required int OpenAlerts { get; init; }

    /// <summary>Its alerts and their events.</summary>
    public required AlertCount Count { get; init; }

    /// <summary>On how many hosts.</summary>
    public required int Hosts { get; init; }

    /// <summary>By how many accounts.</summary>
    public required int Users { get; init; }

    /// <summary>The earliest event.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The latest event.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>How many alerts began on each of the last days in UTC, today last.</summary>
    public required IReadOnlyList<HistogramBar> Trend { get; init; }
}

/// <summary>The place in the list of patterns behind which its next page begins: the last one's sort keys.</summary>
/// <param name="Urgency">Zero for what must be looked at first.</param>
/// <param name="Severity">How bad.</param>
/// <param name="LastSeenAt">The latest event.</param>
/// <param name="Id">Tells patterns apart that are equal otherwise.</param>
public sealed record PatternPosition(int Urgency, Severity Severity, DateTimeOffset LastSeenAt, string Id)
{
    /// <summary>What must be looked at first comes first, then the worst, then the latest.</summary>
    public static Comparer<PatternPosition> WorstFirst { get; } = Comparer<PatternPosition>.Create(Compare);

    /// <summary>The place of a pattern.</summary>
    public static PatternPosition Of(PatternSummary pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new PatternPosition(
            UrgencyOf(pattern.Recommendation), pattern.Severity, pattern.LastSeenAt, pattern.Id);
    }

    private static int Compare(PatternPosition one, PatternPosition other)
    {
        if (one.Urgency != other.Urgency) return one.Urgency.CompareTo(other.Urgency);
        if (one.Severity != other.Severity) return other.Severity.CompareTo(one.Severity);
        return one.LastSeenAt != other.LastSeenAt
            ? other.LastSeenAt.CompareTo(one.LastSeenAt)
            : string.CompareOrdinal(one.Id, other.Id);
    }

    // What nobody looked into may be anything.
    private static int UrgencyOf(Recommendation? recommendation) => recommendation switch
    {
        Recommendation.Escalate => 0,
        Recommendation.Review => 1,
        null => 2,
        _ => 3,
    };
}
