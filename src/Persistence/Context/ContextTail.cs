using DetectionApi.Domain.Context;

namespace DetectionApi.Persistence.Context;

/// <summary>The small segments that came last, until there are enough of them to be put together into one.</summary>
/// <remarks>
/// Each is stored as it comes, for what is acknowledged must outlive the process; a thousand small rows would be slow
/// to search. If the process ends before, they stay small.
/// </remarks>
internal sealed class ContextTail
{
    /// <summary>A segment with fewer bytes of events is small.</summary>
    public const int SmallBytes = 96 * 1024;

    // So that events that trickle in do not stay in a row each for days.
    private const int RowsMax = 256;

    private readonly ContextChunk _chunk = new();
    private readonly List<long> _rows = [];

    /// <summary>The rows that hold what is gathered.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>True if what is gathered makes a segment of a good size.</summary>
    public bool IsFull => _chunk.IsFull || _rows.Count >= RowsMax;

    /// <summary>When the first of it was received.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>Gathers a small segment.</summary>
    public void Add(long row, ReadOnlySpan<byte> records, DateTimeOffset receivedAt)
    {
        if (_rows.Count == 0) ReceivedAt = receivedAt;
        _rows.Add(row);
        _chunk.Add(records);
    }

    /// <summary>All that is gathered as one segment.</summary>
    public ContextSegment Together() => ContextSegment.Of(_chunk);

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _rows.Clear();
        _chunk.Clear();
    }
}
