namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts the rows that a filter lets through, by fields and over time.</summary>
internal sealed class AlertTally : IStandingResult
{
    private readonly RowFilter _filter;
    private readonly FieldColumn[] _fields;
    private readonly AlertCount[][] _counts;
    private readonly Histogram? _histogram;
    private AlertCount _total;

    public AlertTally(AlertFilter filter, SummaryQuestion question, AlertTable table)
    {
        _filter = new RowFilter(filter, table);
        _fields = [.. question.Fields.Select(field => new FieldColumn(field, table))];
        _counts = [.. _fields.Select(_ => Array.Empty<AlertCount>())];
        _histogram = question.Interval is { } interval ? new Histogram(interval) : null;
        _filter.Visit((block, slots) => Count(block, slots, 1));
    }

    public void Leave(AlertBlock block, int slot) => CountOne(block, slot, -1);

    public void Enter(AlertBlock block, int slot) => CountOne(block, slot, 1);

    public AlertSummary Show(AlertFilter filter, int top, DateTimeOffset now)
    {
        var (bars, before, after) = _histogram?.Show(filter.From, filter.To, now) ?? ([], default, default);
        return new AlertSummary(
            _total, [.. _fields.Zip(_counts, (field, counts) => Show(field, counts, top))], bars, before, after);
    }

    private static FieldCounts Show(FieldColumn field, AlertCount[] counts, int top)
    {
        var all = counts.Index().Where(count => count.Item.Alerts > 0)
            .Select(count => new ValueCount(field.ValueOf(count.Index), count.Item))
            .OrderByDescending(count => count.Count.Alerts).ThenBy(count => count.Value, StringComparer.Ordinal)
            .ToList();
        var others = all.Skip(top).Aggregate(default(AlertCount), (sum, value) => sum.Plus(value.Count));
        return new FieldCounts(field.Field, [.. all.Take(top)], Math.Max(0, all.Count - top), others);
    }

    private void CountOne(AlertBlock block, int slot, int sign)
    {
        if (!_filter.Fits(block, slot)) return;
        Count(block, [(ushort)slot], sign);
    }

    private void Count(AlertBlock block, ReadOnlySpan<ushort> slots, int sign)
    {
        var sum = default(AlertCount);
        foreach (var slot in slots) sum = sum.Plus(AlertCount.Of(block, slot));
        _total = sign > 0 ? _total.Plus(sum) : _total.Minus(sum);

        for (var i = 0; i < _fields.Length; i++) _fields[i].Count(block, slots, ref _counts[i], sign);
        _histogram?.Count(block, slots, sign);
    }
}
