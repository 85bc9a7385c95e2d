namespace DetectionApi.Persistence.Context;

/// <summary>Appends segments. Used by the one writer only.</summary>
internal sealed class ContextWriter(SegmentTable segments, TelemetryTable telemetry)
{
    private readonly ContextTail _tail = new();

    /// <summary>Stores the segments, all or none.</summary>
    public void Append(IReadOnlyCollection<(ContextSegment Segment, DateTimeOffset ReceivedAt)> added)
    {
        if (added.Count == 0) return;

        var isStored = false;
        var news = added.SelectMany(one => telemetry.News(one.Segment.Telemetry, one.ReceivedAt)).ToList();
        try
        {
            segments.Commit(transaction =>
            {
                foreach (var (segment, receivedAt) in added) Append(segment, receivedAt);
                foreach (var seen in news) telemetry.Keep(seen, transaction);
            });
            telemetry.Know(news);
            isStored = true;
        }
        finally
        {
            // Its rows may have gone with the transaction, and others will get their numbers.
            if (!isStored) _tail.Clear();
        }
    }

    private void Append(ContextSegment segment, DateTimeOffset receivedAt)
    {
        var row = segments.Insert(segment, receivedAt);
        if (segment.Records is not { } records) return;

        _tail.Add(row, records, receivedAt);
        if (!_tail.IsFull) return;

        segments.Insert(_tail.Together(), _tail.ReceivedAt);
        foreach (var small in _tail.Rows) segments.Delete(small);
        _tail.Clear();
    }
}
