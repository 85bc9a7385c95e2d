using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Api.Alerts;

/// <summary>The alerts that have one value of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value; null for alerts that have none.</param>
/// <param name="Alerts">How many alerts.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
internal sealed record SummaryCount(AlertField Field, string? Value, int Alerts, long Occurrences)
{
    public static IEnumerable<SummaryCount> Of(FieldCounts counts) => counts.Top.Select(
        value => new SummaryCount(counts.Field, value.Value, value.Count.Alerts, value.Count.Occurrences));
}

/// <summary>The alerts that have one of the values of a field that are not shown.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">How many such values there are.</param>
/// <param name="Alerts">How many alerts.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
internal sealed record SummaryOthers(AlertField Field, int Values, int Alerts, long Occurrences)
{
    public static SummaryOthers Of(FieldCounts counts) => new(
        counts.Field, counts.OtherValues, counts.Others.Alerts, counts.Others.Occurrences);
}

/// <summary>The alerts of an hour or a day.</summary>
/// <param name="At">When it begins, in UTC.</param>
/// <param name="Alerts">How many alerts.</param>
/// <param name="Occurrences">How many events are folded into them, whenever those happened.</param>
internal sealed record SummaryBar(DateTimeOffset At, int Alerts, long Occurrences)
{
    public static SummaryBar Of(HistogramBar bar) => new(bar.At, bar.Count.Alerts, bar.Count.Occurrences);
}

/// <summary>How many alerts there are, by fields and over time.</summary>
/// <param name="Total">How many alerts the filters let through.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
/// <param name="Counts">
/// For each field that was asked for, in that order, its most frequent values. By access class, an alert counts once
/// for each class that it has.
/// </param>
/// <param name="Others">What is not among them, a row for each field.</param>
/// <param name="Histogram">
/// The alerts by the hour or the day of their latest event, in order and without gaps; empty unless asked for.
/// </param>
/// <param name="AlertsBefore">Alerts that are too long ago for the histogram.</param>
/// <param name="AlertsAfter">Alerts past the end of the histogram.</param>
internal sealed record SummaryResponse(
    int Total, long Occurrences, IReadOnlyList<SummaryCount> Counts, IReadOnlyList<SummaryOthers> Others,
    IReadOnlyList<SummaryBar> Histogram, int AlertsBefore, int AlertsAfter)
{
    public static SummaryResponse Of(AlertSummary summary) => new(
        summary.Total.Alerts, summary.Total.Occurrences, [.. summary.Fields.SelectMany(SummaryCount.Of)],
        [.. summary.Fields.Select(SummaryOthers.Of)], [.. summary.Histogram.Select(SummaryBar.Of)],
        summary.Before.Alerts, summary.After.Alerts);
}
