using DetectionApi.Domain.Context;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>A row for each event, and for each key of it a row in an index: the obvious way.</summary>
internal sealed class RowLayout(LayoutFile file) : ILayout
{
    public const string Schema = """
        CREATE TABLE events (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, record BLOB NOT NULL) STRICT;
        CREATE TABLE keys (hash INTEGER, event INTEGER, PRIMARY KEY (hash, event)) STRICT, WITHOUT ROWID;
        """;

    // About as many as the segments hold that the service drops in one transaction.
    private const int EventsPerDrop = 25_000;

    private readonly Statement _addEvent = file.Prepare("INSERT INTO events (id, at, record) VALUES (?1, ?2, ?3)");
    private readonly Statement _addKey = file.Prepare("INSERT INTO keys (hash, event) VALUES (?1, ?2)");
    private readonly Statement _find = file.Prepare("""
        SELECT record FROM keys JOIN events ON id = event WHERE hash = ?1 AND at BETWEEN ?2 AND ?3
        """);
    private readonly Statement _oldest = file.Prepare("SELECT id, record FROM events ORDER BY id LIMIT ?1");
    private readonly Statement _dropEvent = file.Prepare("DELETE FROM events WHERE id = ?1");
    private readonly Statement _dropKey = file.Prepare("DELETE FROM keys WHERE hash = ?1 AND event = ?2");
    private readonly ContextChunk _chunk = new();
    private KeptEvent[] _added = [];
    private long _last;

    public void Gather(KeptEvent[] batch) => _added = batch;

    // A single event is too short to become shorter.
    public void Compress()
    {
    }

    public void Append() => file.Commit(() =>
    {
        foreach (var e in _added)
        {
            _addEvent.Bind(1, ++_last).Bind(2, e.At.ToUnixTimeMilliseconds()).Bind(3, e.Record).Run();
            foreach (var hash in e.Keys) _addKey.Bind(1, hash).Bind(2, _last).Run();
        }
    });

    public List<ContextEvent> Find(ContextKey key, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<ContextEvent>();
        var wanted = new ContextKeySet([key]);
        _find.Bind(1, key.Hash).Bind(2, from.ToUnixTimeMilliseconds()).Bind(3, to.ToUnixTimeMilliseconds());
        while (_find.Step()) found.AddRange(ContextEvent.Find(_find.Bytes(0), wanted, from, to));
        return found;
    }

    public int DropOldest()
    {
        var dropped = new List<(long Id, uint[] Keys)>();
        file.Commit(() =>
        {
            _oldest.Bind(1, EventsPerDrop);
            while (_oldest.Step()) dropped.Add((_oldest.Number(0), KeysOf(_oldest.Bytes(1))));
            foreach (var (id, keys) in dropped)
            {
                _dropEvent.Bind(1, id).Run();
                foreach (var hash in keys) _dropKey.Bind(1, hash).Bind(2, id).Run();
            }
        });
        return dropped.Count;
    }

    public void Dispose() => file.Dispose();

    private uint[] KeysOf(ReadOnlySpan<byte> record)
    {
        _chunk.Clear();
        _chunk.Add(record);
        return _chunk.KeyHashes();
    }
}
