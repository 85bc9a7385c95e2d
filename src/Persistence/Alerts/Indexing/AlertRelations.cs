namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What alerts have to do with each other.</summary>
internal static class AlertRelations
{
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
                foreach (var other in Between(table, table.RowsOf(column, value), from, to))
                    if (other != row) related.Add((relation, other));
        }
    }

    // Rows that follow each other are of one block, and most blocks are of another time.
    private static List<int> Between(AlertTable table, ReadOnlySpan<int> rows, long from, long to)
    {
        var between = new List<int>();
        var (known, isNear) = (-1, false);
        foreach (var row in rows)
        {
            var (block, slot) = table.At(row);
            if (block.FirstRow != known)
            {
                known = block.FirstRow;
                isNear = block.Latest(TimeColumn.LastSeen) >= from && block.Earliest(TimeColumn.FirstSeen) <= to;
            }

            if (isNear && block.Times(TimeColumn.LastSeen)[slot] >= from
                && block.Times(TimeColumn.FirstSeen)[slot] <= to)
                between.Add(row);
        }

        return between;
    }

    private static SortKey KeyOf(AlertTable table, int row)
    {
        var (block, slot) = table.At(row);
        return SortKey.Of(block, slot, AlertOrder.LastSeen);
    }

    private static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
