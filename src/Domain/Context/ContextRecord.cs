using System.Buffers.Binary;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Context;

/// <summary>One kept event in the form in which it is stored: the time, the key if need be, and the fields.</summary>
/// <remarks>
/// Length (4 bytes), time in milliseconds since 1970 (8), flags (1), the event key (16) if the event has no record
/// number, then for each value the field's number (1), its length (7 bits a byte, lowest first) and its UTF-8.
/// Numbers are little-endian, the key is big-endian.
/// </remarks>
internal readonly ref struct ContextRecord
{
    public const int HeadBytes = 13;

    private const int FlagsAt = 12;
    private const byte HasTime = 1;
    private const byte HasKey = 2;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<ContextValue> _values;

    /// <summary>Reads the record with which <paramref name="bytes"/> begins.</summary>
    /// <param name="bytes">Records, one after another.</param>
    /// <param name="values">Place for the first value of each field: as long as there are fields.</param>
    public ContextRecord(ReadOnlySpan<byte> bytes, Span<ContextValue> values)
    {
        _bytes = bytes[..LengthOf(bytes)];
        values.Clear();
        for (var at = FieldsAt(_bytes); at < _bytes.Length;)
        {
            var value = ValueAt(_bytes, at, out var number);
            if (values[number].IsMissing) values[number] = value;
            at = value.Start + value.Length;
        }

        _values = values;
    }

    /// <summary>How many bytes the record takes with which <paramref name="bytes"/> begins.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    /// <summary>How many bytes it takes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The event time; when it was received, if the event says none.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(
        BinaryPrimitives.ReadInt64LittleEndian(_bytes[sizeof(int)..]));

    /// <summary>True if the event itself says when it happened.</summary>
    public bool SaysTime => (_bytes[FlagsAt] & HasTime) != 0;

    /// <summary>The key of an event without a record number; null if the fields make up the key.</summary>
    public EventKey? Key => (_bytes[FlagsAt] & HasKey) != 0 ? EventKey.FromBytes(_bytes[HeadBytes..]) : null;

    /// <summary>The first value of a field; empty if there is none.</summary>
    public ReadOnlySpan<byte> this[int number] => _bytes.Slice(_values[number].Start, _values[number].Length);

    /// <summary>Every value with the number of its field, in order.</summary>
    public IEnumerable<(int Number, string Value)> Values()
    {
        var values = new List<(int, string)>();
        for (var at = FieldsAt(_bytes); at < _bytes.Length;)
        {
            var value = ValueAt(_bytes, at, out var number);
            values.Add((number, System.Text.Encoding.UTF8.GetString(_bytes.Slice(value.Start, value.Length))));
            at = value.Start + value.Length;
        }

        return values;
    }

    /// <summary>
    /// Writes what stands before the fields, but for the length, and returns how many bytes that took.
    /// </summary>
    public static int WriteHead(Span<byte> bytes, DateTimeOffset at, bool saysTime, EventKey? key)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(int)..], at.ToUnixTimeMilliseconds());
        bytes[FlagsAt] = (byte)((saysTime ? HasTime : 0) | (key is null ? 0 : HasKey));
        if (key is not { } known) return HeadBytes;

        BinaryPrimitives.WriteUInt128BigEndian(bytes[HeadBytes..], known.Value);
        return HeadBytes + EventKey.Bytes;
    }

    /// <summary>Writes how long the record has become.</summary>
    public static void WriteLength(Span<byte> bytes, int length) =>
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);

    /// <summary>Writes a value and returns how many bytes that took: up to 6 more than it has.</summary>
    public static int WriteValue(Span<byte> bytes, int number, ReadOnlySpan<byte> value)
    {
        bytes[0] = (byte)number;
        var at = 1;
        var length = (uint)value.Length;
        for (; length > 0x7f; length >>= 7) bytes[at++] = (byte)(length | 0x80);
        bytes[at++] = (byte)length;
        value.CopyTo(bytes[at..]);
        return at + value.Length;
    }

    private static int FieldsAt(ReadOnlySpan<byte> record) =>
        HeadBytes + ((record[FlagsAt] & HasKey) != 0 ? EventKey.Bytes : 0);

    private static ContextValue ValueAt(ReadOnlySpan<byte> record, int at, out int number)
    {
        number = record[at++];
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = record[at++];
            length |= (part & 0x7f) << shift;
            if (part <= 0x7f) return new ContextValue(at, length);
        }
    }
}

/// <summary>Where a value lies in its record.</summary>
internal readonly record struct ContextValue(int Start, int Length)
{
    /// <summary>True if the field has no value: none starts where the record does.</summary>
    public bool IsMissing => Start == 0;
}
