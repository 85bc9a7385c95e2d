using System.Runtime.InteropServices;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts rows by the hour or the day of their latest event.</summary>
internal sealed class Histogram(HistogramInterval interval)
{
    private readonly long _length = interval is HistogramInterval.Hour ? 3_600_000 : 86_400_000;
    private readonly Dictionary<long, AlertCount> _bars = [];

    public void Count(AlertBlock block, ReadOnlySpan<ushort> slots, int sign)
    {
        var times = block.Times(TimeColumn.LastSeen);
        foreach (var slot in slots)
        {
            ref var bar = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _bars, Math.DivRem(times[slot], _length).Quotient, out _);
            var count = AlertCount.Of(block, slot);
            bar = sign > 0 ? bar.Plus(count) : bar.Minus(count);
        }
    }

    /// <summary>The bars from the first that counts to the last, without gaps, and what lies outside of them.</summary>
    /// <param name="from">Where it begins at the latest; null for the first row.</param>
    /// <param name="to">Where it ends at the earliest; null for the last row.</param>
    /// <param name="now">A day later nothing can have happened yet: a clock was wrong.</param>
    public (IReadOnlyList<HistogramBar> Bars, AlertCount Before, AlertCount After) Show(
        DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var counted = _bars.Where(bar => bar.Value.Alerts > 0).Select(bar => bar.Key).ToList();
        var possible = BarOf(now.AddDays(1));
        var last = to is { } end
            ? Math.Min(BarOf(end.AddMilliseconds(-1)), possible)
            : counted.Where(bar => bar <= possible).DefaultIfEmpty(-1).Max();
        var first = from is { } start ? BarOf(start) : counted.DefaultIfEmpty(long.MaxValue).Min();
        first = Math.Max(first, last - HistogramBar.Most + 1);
        var (before, after) = (default(AlertCount), default(AlertCount));
        foreach (var bar in counted)
        {
            if (bar < first) before = before.Plus(_bars[bar]);
            if (bar > last && bar >= first) after = after.Plus(_bars[bar]);
        }

        var bars = new List<HistogramBar>();
        for (var bar = first; bar <= last; bar++)
            bars.Add(new HistogramBar(
                DateTimeOffset.FromUnixTimeMilliseconds(bar * _length), _bars.GetValueOrDefault(bar)));
        return (bars, before, after);
    }

    private long BarOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / _length;
}
