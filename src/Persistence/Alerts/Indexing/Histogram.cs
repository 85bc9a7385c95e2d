namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts rows by the hour or the day of their latest event.</summary>
internal sealed class Histogram(HistogramInterval interval)
{
    private readonly TimeCounts _bars =
        new(interval is HistogramInterval.Hour ? TimeCounts.Hour : TimeCounts.Day);

    public void Count(AlertBlock block, ReadOnlySpan<ushort> slots, int sign)
    {
        var times = block.Times(TimeColumn.LastSeen);
        foreach (var slot in slots) _bars.Add(times[slot], AlertCount.Of(block, slot), sign);
    }

    /// <summary>The bars from the first that counts to the last, without gaps, and what lies outside of them.</summary>
    /// <param name="from">Where it begins at the latest; null for the first row.</param>
    /// <param name="to">Where it ends at the earliest; null for the last row.</param>
    /// <param name="now">A day later nothing can have happened yet: a clock was wrong.</param>
    public (IReadOnlyList<HistogramBar> Bars, AlertCount Before, AlertCount After) Show(
        DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var counted = _bars.Spans.ToList();
        var possible = _bars.SpanOf(now.AddDays(1));
        var last = to is { } end
            ? Math.Min(_bars.SpanOf(end.AddMilliseconds(-1)), possible)
            : counted.Where(bar => bar <= possible).DefaultIfEmpty(-1).Max();
        var first = from is { } start ? _bars.SpanOf(start) : counted.DefaultIfEmpty(long.MaxValue).Min();
        first = Math.Max(first, last - HistogramBar.Most + 1);
        var (before, after) = (default(AlertCount), default(AlertCount));
        foreach (var bar in counted)
        {
            if (bar < first) before = before.Plus(_bars[bar]);
            else if (bar > last) after = after.Plus(_bars[bar]);
        }

        var bars = new List<HistogramBar>();
        for (var bar = first; bar <= last; bar++) bars.Add(new HistogramBar(_bars.StartOf(bar), _bars[bar]));
        return (bars, before, after);
    }
}
