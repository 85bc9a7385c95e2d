using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>Segments, with the hashes of their keys beside them: every segment's hashes are looked through.</summary>
internal class SegmentLayout(LayoutFile file, SegmentGathering gathering, Compression compression) : ILayout
{
    public const string Schema = """
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY,
            received_at INTEGER NOT NULL,
            from_at INTEGER NOT NULL,
            to_at INTEGER NOT NULL,
            is_remnant INTEGER NOT NULL,
            count INTEGER NOT NULL,
            length INTEGER NOT NULL,
            keys BLOB NOT NULL,
            records BLOB NOT NULL
        ) STRICT;
        CREATE INDEX segments_by_age ON segments (is_remnant, id);
        """;

    private const int SegmentsPerDrop = 32;

    private readonly Statement _add = file.Prepare("""
        INSERT INTO segments (id, received_at, from_at, to_at, is_remnant, count, length, keys, records)
        VALUES (?1, ?3, ?2, ?3, 0, ?4, ?5, ?6, ?7)
        """);
    private readonly Statement _drop = file.Prepare("DELETE FROM segments WHERE id = ?1");
    private readonly Statement _oldest = file.Prepare("""
        SELECT id, count, keys FROM segments WHERE is_remnant = 0 ORDER BY id LIMIT ?1
        """);
    private readonly Statement _candidates = file.Prepare("""
        SELECT id, keys FROM segments WHERE to_at >= ?1 AND from_at <= ?2 ORDER BY id DESC
        """);
    private readonly Statement _read = file.Prepare("""
        SELECT length, records FROM segments WHERE id = ?1 AND to_at >= ?2 AND from_at <= ?3
        """);
    private long _last;

    public void Gather(KeptEvent[] batch) => gathering.Gather(batch);

    public void Compress()
    {
        foreach (var segment in gathering.Added) segment.Compressed = compression.Compress(segment.Records);
    }

    public void Append() => file.Commit(() =>
    {
        foreach (var segment in gathering.Added) Add(segment);
        foreach (var segment in gathering.Replaced) Drop(segment.Row, segment.Hashes);
    });

    public List<ContextEvent> Find(ContextKey key, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<ContextEvent>();
        var wanted = new ContextKeySet([key]);
        foreach (var row in Candidates(key.Hash, from, to))
        {
            _read.Bind(1, row).Bind(2, from.ToUnixTimeMilliseconds()).Bind(3, to.ToUnixTimeMilliseconds());
            while (_read.Step())
            {
                var records = new byte[_read.Number(0)];
                compression.Decompress(_read.Bytes(1), records);
                found.AddRange(ContextEvent.Find(records, wanted, from, to));
            }
        }

        return found;
    }

    public int DropOldest()
    {
        var dropped = new List<(long Row, int Count, uint[] Hashes)>();
        file.Commit(() =>
        {
            _oldest.Bind(1, SegmentsPerDrop);
            while (_oldest.Step())
                dropped.Add((
                    _oldest.Number(0), (int)_oldest.Number(1),
                    MemoryMarshal.Cast<byte, uint>(_oldest.Bytes(2)).ToArray()));
            foreach (var (row, _, hashes) in dropped) Drop(row, hashes);
        });
        return dropped.Sum(segment => segment.Count);
    }

    public void Dispose() => file.Dispose();

    /// <summary>The rows of segments that may hold an event with the key.</summary>
    protected virtual IEnumerable<long> Candidates(uint hash, DateTimeOffset from, DateTimeOffset to)
    {
        _candidates.Bind(1, from.ToUnixTimeMilliseconds()).Bind(2, to.ToUnixTimeMilliseconds());
        while (_candidates.Step())
            if (MemoryMarshal.Cast<byte, uint>(_candidates.Bytes(1)).BinarySearch(hash) >= 0)
                yield return _candidates.Number(0);
    }

    /// <summary>Adds a row.</summary>
    protected virtual void Add(GatheredSegment segment)
    {
        segment.Row = ++_last;
        _add.Bind(1, segment.Row).Bind(2, segment.From.ToUnixTimeMilliseconds())
            .Bind(3, segment.To.ToUnixTimeMilliseconds()).Bind(4, segment.Count).Bind(5, segment.Records.Length)
            .Bind(6, segment.Keys).Bind(7, segment.Compressed).Run();
    }

    /// <summary>Drops a row.</summary>
    protected virtual void Drop(long row, uint[] hashes) => _drop.Bind(1, row).Run();
}
