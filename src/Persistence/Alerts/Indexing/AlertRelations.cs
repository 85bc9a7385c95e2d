using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What alerts have to do with each other.</summary>
internal static class AlertRelations
{
    public static PatternRecurrence RecurrenceOf(AlertTable table, string patternId)
    {
        var (count, closed) = (default(AlertCount), 0);
        var (first, last) = (long.MaxValue, long.MinValue);
        var (hosts, users) = (new NumberSet(), new NumberSet());
        foreach (var row in table.RowsOf(NumberColumn.Pattern, table.FindPattern(patternId)))
        {
            var (block, slot) = table.At(row);
            count = count.Plus(AlertCount.Of(block, slot));
            if (AlertBlock.StatusOf(block.Codes(CodeColumn.Queue)[slot]) is AlertStatus.Closed) closed++;
            first = Math.Min(first, block.Times(TimeColumn.FirstSeen)[slot]);
            last = Math.Max(last, block.Times(TimeColumn.LastSeen)[slot]);
            hosts.Add(table.HostNameOf(block.Numbers(NumberColumn.Host)[slot]));
            if (block.Numbers(NumberColumn.User)[slot] is > 0 and var user) users.Add(user);
        }

        return new PatternRecurrence(
            count, hosts.Count, users.Count, count.Alerts > 0 ? TimeOf(first) : null,
            count.Alerts > 0 ? TimeOf(last) : null, closed);
    }

    public static RelatedAlerts RelatedTo(AlertTable table, string alertId, TimeSpan within, int limit)
    {
        var related = new Dictionary<int, List<AlertRelation>>();
        var totals = Enum.GetValues<AlertRelation>().ToDictionary(relation => relation, _ => 0);
        if (table.Find(alertId) is { } row)
            foreach (var (relation, other) in Related(table, row, within))
            {
                totals[relation]++;
                if (!related.TryGetValue(other, out var relations)) related.Add(other, relations = []);
                relations.Add(relation);
            }

        var latest = related.Select(other => (Key: KeyOf(table, other.Key), Relations: other.Value))
            .OrderByDescending(other => other.Key).Take(limit)
            .Select(other => new RelatedAlert(
                AlertTable.Format(other.Key.Id), TimeOf(other.Key.LastSeen), other.Relations));
        return new RelatedAlerts([.. latest], related.Count, totals);
    }

    private static List<(AlertRelation Relation, int Row)> Related(AlertTable table, int row, TimeSpan within)
    {
        var (block, slot) = table.At(row);
        var from = block.Times(TimeColumn.FirstSeen)[slot] - (long)within.TotalMilliseconds;
        var to = block.Times(TimeColumn.LastSeen)[slot] + (long)within.TotalMilliseconds;
        var related = new List<(AlertRelation, int)>();
        Add(AlertRelation.User, NumberColumn.User, [block.Numbers(NumberColumn.User)[slot]]);
        Add(AlertRelation.Host, NumberColumn.Host, table.HostsNamedAs(block.Numbers(NumberColumn.Host)[slot]));
        Add(AlertRelation.Sha256, NumberColumn.Sha256, [block.Numbers(NumberColumn.Sha256)[slot]]);
        Add(AlertRelation.Pattern, NumberColumn.Pattern, [block.Numbers(NumberColumn.Pattern)[slot]]);
        return related;

        void Add(AlertRelation relation, NumberColumn column, IEnumerable<int> values)
        {
            foreach (var value in values)
                foreach (var other in table.RowsOf(column, value))
                {
                    var (at, index) = table.At(other);
                    if (other != row && at.Times(TimeColumn.LastSeen)[index] >= from
                        && at.Times(TimeColumn.FirstSeen)[index] <= to)
                        related.Add((relation, other));
                }
        }
    }

    private static SortKey KeyOf(AlertTable table, int row)
    {
        var (block, slot) = table.At(row);
        return SortKey.Of(block, slot, AlertOrder.LastSeen);
    }

    private static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
