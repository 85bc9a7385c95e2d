namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Finds the first rows of a list, and looks at no block that cannot have one of them.</summary>
internal sealed class FirstRows(RowFilter filter, AlertOrder order, SortKey? after, int limit)
{
    // The last of those found so far is on top.
    private readonly PriorityQueue<SortKey, SortKey> _found = new(limit + 1);

    /// <summary>The ids of the rows, in order.</summary>
    public IReadOnlyList<UInt128> In(AlertTable table)
    {
        // As many as there are of something less rare are soon found where the latest are.
        const int FewOf = 256;
        if (!filter.TryVisitCandidates(FewOf, Take)) TakeFrom(table.Blocks);

        var ids = new UInt128[_found.Count];
        for (var i = ids.Length - 1; i >= 0; i--) ids[i] = _found.Dequeue().Id;
        return ids;
    }

    private void TakeFrom(IEnumerable<AlertBlock> blocks)
    {
        var greatestFirst = new PriorityQueue<AlertBlock, SortKey>(
            from block in blocks
            where (after is not { } end || SortKey.LeastOf(block, order).CompareTo(end) < 0) && filter.MayFit(block)
            select (block, SortKey.MostOf(block, order)),
            Comparer<SortKey>.Create((one, other) => other.CompareTo(one)));
        while (greatestFirst.TryDequeue(out var block, out var most) && CanTake(most)) filter.Visit(block, Take);
    }

    private void Take(AlertBlock block, ReadOnlySpan<ushort> slots)
    {
        foreach (var slot in slots)
        {
            var key = SortKey.Of(block, slot, order);
            if (after is { } end && key.CompareTo(end) >= 0) continue;
            if (!CanTake(key)) continue;
            _found.Enqueue(key, key);
            if (_found.Count > limit) _found.Dequeue();
        }
    }

    private bool CanTake(SortKey key) =>
        _found.Count < limit || key.CompareTo(_found.Peek()) > 0;
}
