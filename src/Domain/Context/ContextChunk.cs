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

    /// <summary>The hashes of the keys of all events, each once, ascending.</summary>
    public uint[] KeyHashes()
    {
        var hashes = new uint[_keys.Count];
        _keys.CopyTo(hashes);
        Array.Sort(hashes);
        return hashes;
    }

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
        _keys.Clear();
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
        foreach (var hash in hashes[..ContextKeys.HashesOf(record, hashes)]) _keys.Add(hash);
        _length += record.Length;
        Count++;
        if (record.At < From) From = record.At;
        if (record.At > To) To = record.At;
    }
}
