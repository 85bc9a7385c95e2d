using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence.Context;

/// <summary>Appends segments. Used by the one writer only.</summary>
internal sealed class ContextWriter(SegmentTable segments)
{
    private readonly ContextTail _tail = new();

    /// <summary>Stores the segments, all or none.</summary>
    public void Append(IReadOnlyCollection<(ContextSegment Segment, DateTimeOffset ReceivedAt)> added)
    {
        if (added.Count == 0) return;

        try
        {
            segments.Commit(() =>
            {
                foreach (var (segment, receivedAt) in added) Append(segment, receivedAt);
            });
        }
        catch (SqliteException)
        {
            // Its rows may have gone with the transaction.
            _tail.Clear();
            throw;
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
