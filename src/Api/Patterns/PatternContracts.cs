using System.Text.Json.Serialization;
using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Api.Patterns;

/// <summary>A way of one program to open another, with what its alerts come to.</summary>
/// <param name="Id">The pattern's id.</param>
/// <param name="Source">The path of the program that opens, in lower case; null if events do not say.</param>
/// <param name="Target">The path of the program that is opened, in lower case; null if events do not say.</param>
/// <param name="AccessClasses">What the granted rights are good for.</param>
/// <param name="FirstFrame">Where the system call came from: the kind of code and, if a file backs it, its
/// path.</param>
/// <param name="Severity">The worst of its open alerts.</param>
/// <param name="Recommendation">
/// The gravest of what the investigations of its open alerts come to; null if nobody looked into one yet.
/// </param>
/// <param name="OpenAlerts">How many of its alerts are not closed.</param>
/// <param name="Alerts">How many alerts it has.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">By how many accounts.</param>
/// <param name="FirstSeenAt">When the first of the events happened.</param>
/// <param name="LastSeenAt">When the last of the events happened.</param>
/// <param name="Trend">How many alerts began on each of the last seven days of UTC, today last.</param>
internal record PatternResponse(
    string Id, string? Source, string? Target, IReadOnlyList<string> AccessClasses, string FirstFrame,
    Severity Severity, Recommendation? Recommendation, int OpenAlerts, int Alerts, long Occurrences, int Hosts,
    int Users, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, IReadOnlyList<SummaryBar> Trend)
{
    public static PatternResponse Of(PatternSummary pattern) => new(
        pattern.Id,
        Known(pattern.Pattern.Source),
        Known(pattern.Pattern.Target),
        pattern.Pattern.Classes is { } classes ? Words.AllOf(classes) : [],
        pattern.Pattern.FirstFrame,
        pattern.Severity,
        pattern.Recommendation,
        pattern.OpenAlerts,
        pattern.Count.Alerts,
        pattern.Count.Occurrences,
        pattern.Hosts,
        pattern.Users,
        pattern.FirstSeenAt,
        pattern.LastSeenAt,
        [.. pattern.Trend.Select(SummaryBar.Of)]);

    private static string? Known(string path) => path.Length > 0 ? path : null;
}

/// <summary>Where and how often a pattern occurred, whatever became of its alerts.</summary>
/// <param name="Alerts">Its alerts of all dispositions.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">By how many accounts.</param>
/// <param name="FirstSeenAt">When the first of the events happened.</param>
/// <param name="LastSeenAt">When the last of the events happened.</param>
/// <param name="ClosedAlerts">How many of the alerts are closed.</param>
/// <param name="TruePositives">How many of them turned out to be an attack.</param>
/// <param name="FalsePositives">How many of them turned out to be a mistake of the rule.</param>
/// <param name="BenignPositives">How many of them turned out to be meant so.</param>
internal sealed record PatternRecurrenceResponse(
    int Alerts, long Occurrences, int Hosts, int Users, DateTimeOffset? FirstSeenAt, DateTimeOffset? LastSeenAt,
    int ClosedAlerts, int TruePositives, int FalsePositives, int BenignPositives)
{
    public static PatternRecurrenceResponse Of(PatternRecurrence recurrence) => new(
        recurrence.Count.Alerts, recurrence.Count.Occurrences, recurrence.Hosts, recurrence.Users,
        recurrence.FirstSeenAt, recurrence.LastSeenAt, recurrence.ClosedAlerts,
        recurrence.ClosedByReason[ClosingReason.TruePositive], recurrence.ClosedByReason[ClosingReason.FalsePositive],
        recurrence.ClosedByReason[ClosingReason.BenignPositive]);
}

/// <summary>One pattern with its hosts, its accounts and its course.</summary>
internal sealed record PatternDetailResponse : PatternResponse
{
    private PatternDetailResponse(PatternResponse pattern) : base(pattern) { }

    /// <summary>All alerts that ever had the pattern, whatever the filters say.</summary>
    [JsonPropertyOrder(1)]
    public required PatternRecurrenceResponse Recurrence { get; init; }

    /// <summary>The hosts and the accounts with the most alerts.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<SummaryCount> Counts { get; init; }

    /// <summary>How many other hosts and accounts there are.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<SummaryOthers> Others { get; init; }

    /// <summary>The alerts by the day of their latest event.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<SummaryBar> Histogram { get; init; }

    public static PatternDetailResponse Of(
        PatternSummary pattern, AlertSummary summary, PatternRecurrence recurrence) => new(PatternResponse.Of(pattern))
        {
            Recurrence = PatternRecurrenceResponse.Of(recurrence),
            Counts = [.. summary.Fields.SelectMany(SummaryCount.Of)],
            Others = [.. summary.Fields.Select(SummaryOthers.Of)],
            Histogram = [.. summary.Histogram.Select(SummaryBar.Of)],
        };
}
