namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>How many alerts, and how many events are folded into them.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Occurrences">The events.</param>
public readonly record struct AlertCount(int Alerts, long Occurrences)
{
    /// <summary>Both of them together.</summary>
    public AlertCount Plus(AlertCount more) => new(Alerts + more.Alerts, Occurrences + more.Occurrences);

    internal AlertCount Minus(AlertCount less) => new(Alerts - less.Alerts, Occurrences - less.Occurrences);

    internal static AlertCount Of(AlertBlock block, int slot) => new(1, block.Occurrences[slot]);
}

/// <summary>The alerts that have one value of a field.</summary>
/// <param name="Value">The value; null for alerts that have none.</param>
/// <param name="Count">How many.</param>
public sealed record ValueCount(string? Value, AlertCount Count);

/// <summary>The alerts by the values of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Top">The most frequent values.</param>
/// <param name="OtherValues">How many other values there are.</param>
/// <param name="Others">The alerts that have one of those.</param>
public sealed record FieldCounts(
    AlertField Field, IReadOnlyList<ValueCount> Top, int OtherValues, AlertCount Others);

/// <summary>The length of a bar of a histogram, in UTC.</summary>
public enum HistogramInterval
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,
}

/// <summary>The alerts of an hour or a day.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Count">How many alerts have their latest event in it.</param>
public sealed record HistogramBar(DateTimeOffset At, AlertCount Count)
{
    /// <summary>How many bars a histogram has at most: three months by the hour.</summary>
    public const int Most = 2_400;
}

/// <summary>What is asked of a summary.</summary>
/// <param name="Fields">Count by each of them.</param>
/// <param name="Interval">The bars of the histogram; null for none.</param>
/// <param name="Top">How many values of each field.</param>
public sealed record SummaryQuestion(IReadOnlyList<AlertField> Fields, HistogramInterval? Interval, int Top);

/// <summary>How many alerts a filter lets through, by fields and over time.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Fields">By each field that was asked for.</param>
/// <param name="Histogram">By the time of the latest event, in order and without gaps.</param>
/// <param name="Before">Those too long ago for the histogram.</param>
/// <param name="After">Those past its end: a clock was wrong.</param>
public sealed record AlertSummary(
    AlertCount Total, IReadOnlyList<FieldCounts> Fields, IReadOnlyList<HistogramBar> Histogram, AlertCount Before,
    AlertCount After);
