using System.Buffers.Binary;

namespace DetectionApi.Domain.Events;

/// <summary>Which record an event is: posted twice, by whatever collector, it has the same key twice.</summary>
/// <param name="Value">A <see cref="Fingerprint"/>.</param>
public readonly record struct EventKey(UInt128 Value)
{
    /// <summary>The length of <see cref="ToBytes"/>.</summary>
    public const int Bytes = 16;

    /// <summary>The key of a record of the Windows event log.</summary>
    /// <param name="computer">The origin, in lower case.</param>
    /// <param name="channel">The log, in lower case.</param>
    /// <param name="provider">Who wrote it, in lower case.</param>
    /// <param name="recordId">Its number in the log, in decimal without leading zeros.</param>
    /// <param name="at">When it happened: clearing a log starts its numbers anew.</param>
    public static EventKey OfRecord(
        string computer, string channel, string provider, string recordId, DateTimeOffset? at) =>
        new(Fingerprint.Of(["record", computer, channel, provider, recordId, $"{at?.ToUnixTimeMilliseconds()}"]));

    /// <summary>
    /// The key of an event without a record number: its content, without what shippers change on re-sending.
    /// </summary>
    public static EventKey OfContent(ReadOnlySpan<byte> document) =>
        new(EventContent.FingerprintOf(document));

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static EventKey FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The key as 16 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32");
}
