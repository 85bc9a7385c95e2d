namespace DetectionApi.Domain.Context;

/// <summary>Kept events, gathered to be stored together. Reused, so that gathering allocates little.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class ContextChunk
{
    /// <summary>
    /// From here on it is full: the more events lie together the better they compress, and the more must be read to
    /// find one.
    /// </summary>
    public const int FullBytes = 384 * 1024;

    private const int BytesAtStart = 64 * 1024;
    private const int BytesKept = 1024 * 1024;
    private const int KeysKept = 16 * 1024;

    private readonly HashSet<uint> _keys = [];
    private readonly HashSet<uint> _facts = [];
    private readonly TelemetryTally _telemetry = new();
    private byte[] _records = new byte[BytesAtStart];
    private int _length;

    /// <summary>How many events it holds.</summary>
    public int Count { get; private set; }

    /// <summary>True if it should be stored before more is added.</summary>
    public bool IsFull => _length >= FullBytes;

    /// <summary>The events, as <see cref="ContextEvent.Find"/> reads them.</summary>
    public ReadOnlySpan<byte> Records => _records.AsSpan(0, _length);

    /// <summary>The earliest event time.</summary>
    public DateTimeOffset From { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The latest event time.</summary>
    public DateTimeOffset To { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Which hosts sent events of which ids.</summary>
    public IEnumerable<SeenTelemetry> Telemetry => _telemetry.All;

    /// <summary>The hashes of the keys of all events, each once, ascending.</summary>
    public uint[] KeyHashes() => Ascending(_keys);

    /// <summary>Those among them by which alerts find how a process was started and who signed it.</summary>
    public uint[] FactHashes() => Ascending(_facts);

    /// <summary>Adds events as they are stored.</summary>
    public void Add(ReadOnlySpan<byte> records)
    {
        Span<ContextValue> values = stackalloc ContextValue[ContextFields.All.Count];
        while (!records.IsEmpty)
        {
            var record = new ContextRecord(records, values);
            records[..record.Length].CopyTo(Reserve(record.Length));
            Keep(record);
            records = records[record.Length..];
        }
    }

    /// <summary>Empties it, and gives back the memory that only an extraordinary batch needs.</summary>
    public void Clear()
    {
        if (_records.Length > BytesKept) _records = new byte[BytesAtStart];
        if (_facts.Capacity > KeysKept) _facts.TrimExcess(0);
        _keys.Clear();
        _facts.Clear();
        _telemetry.Clear();
        if (_keys.Capacity > KeysKept) _keys.TrimExcess();
        (_length, Count, From, To) = (0, 0, DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
    }

    /// <summary>Place for a record at the end.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (_records.Length - _length < length)
            Array.Resize(ref _records, Math.Max(_records.Length * 2, _length + length));

        return _records.AsSpan(_length, length);
    }

    /// <summary>Takes in the record that was written into the place reserved.</summary>
    internal void Keep(ContextRecord record)
    {
        Span<uint> hashes = stackalloc uint[ContextKeys.Max];
        var count = ContextKeys.HashesOf(record, hashes, out var facts);
        foreach (var hash in hashes[..count]) _keys.Add(hash);
        foreach (var hash in hashes[..facts]) _facts.Add(hash);
        _telemetry.Add(record);
        _length += record.Length;
        Count++;
        if (record.At < From) From = record.At;
        if (record.At > To) To = record.At;
    }

    private static uint[] Ascending(HashSet<uint> set)
    {
        var hashes = new uint[set.Count];
        set.CopyTo(hashes);
        Array.Sort(hashes);
        return hashes;
    }
}
