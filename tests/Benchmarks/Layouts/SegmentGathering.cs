using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>Kept events that lie together in one row.</summary>
internal sealed class GatheredSegment
{
    public GatheredSegment(ContextChunk chunk)
    {
        (Count, From, To, Records) = (chunk.Count, chunk.From, chunk.To, chunk.Records.ToArray());
        Hashes = chunk.KeyHashes();
        Keys = MemoryMarshal.AsBytes<uint>(Hashes).ToArray();
    }

    public int Count { get; }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public byte[] Records { get; }

    public uint[] Hashes { get; }

    /// <summary>The hashes as they are stored.</summary>
    public byte[] Keys { get; }

    public byte[] Compressed { get; set; } = [];

    /// <summary>Where it lies, once it is stored.</summary>
    public long Row { get; set; }
}

/// <summary>Cuts batches into segments, and puts small segments together later, as the service does.</summary>
/// <param name="fullBytes">From here on a segment is full.</param>
/// <param name="smallBytes">A smaller one is put together with others.</param>
internal sealed class SegmentGathering(int fullBytes, int smallBytes)
{
    // As many as the service lets wait.
    private const int TailMax = 256;

    private readonly ContextChunk _chunk = new();
    private readonly List<GatheredSegment> _added = [];
    private readonly List<GatheredSegment> _tail = [];
    private readonly List<GatheredSegment> _replaced = [];

    /// <summary>The segments to add.</summary>
    public IReadOnlyList<GatheredSegment> Added => _added;

    /// <summary>The segments that one of them replaces.</summary>
    public IReadOnlyList<GatheredSegment> Replaced => _replaced;

    /// <summary>Takes a batch.</summary>
    public void Gather(KeptEvent[] batch)
    {
        _added.Clear();
        _replaced.Clear();
        foreach (var e in batch)
        {
            _chunk.Add(e.Record);
            if (_chunk.Records.Length >= fullBytes) _added.Add(Take());
        }

        if (_chunk.Count == 0) return;

        var last = Take();
        _added.Add(last);
        if (last.Records.Length < smallBytes) PutAside(last);
    }

    private void PutAside(GatheredSegment small)
    {
        _tail.Add(small);
        if (_tail.Count < TailMax && _tail.Sum(segment => segment.Records.Length) < fullBytes) return;

        foreach (var segment in _tail) _chunk.Add(segment.Records);
        _added.Add(Take());
        _replaced.AddRange(_tail);
        _tail.Clear();
    }

    private GatheredSegment Take()
    {
        var segment = new GatheredSegment(_chunk);
        _chunk.Clear();
        return segment;
    }
}
