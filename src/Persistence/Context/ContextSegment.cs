using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;

namespace DetectionApi.Persistence.Context;

/// <summary>Kept events as one row of the store: compressed, with the keys that tell whether to look inside.</summary>
/// <remarks>It is made on the thread of the request, so that the one writer need not compress.</remarks>
public sealed class ContextSegment
{
    private ContextSegment(ContextChunk chunk, bool keepsRecords)
    {
        (Count, Length, From, To) = (chunk.Count, chunk.Records.Length, chunk.From, chunk.To);
        Facts = MemoryMarshal.AsBytes<uint>(chunk.FactHashes()).ToArray();
        Keys = MemoryMarshal.AsBytes<uint>(chunk.KeyHashes()).ToArray();
        Telemetry = [.. chunk.Telemetry];
        Compressed = ContextCompression.Compress(chunk.Records);
        Records = keepsRecords ? chunk.Records.ToArray() : null;
    }

    /// <summary>How many events it holds.</summary>
    public int Count { get; }

    /// <summary>How many bytes of memory it takes while it waits.</summary>
    public int Bytes => Facts.Length + Keys.Length + Compressed.Length + (Records?.Length ?? 0);

    /// <summary>The length of the events before compression, in bytes.</summary>
    internal int Length { get; }

    internal DateTimeOffset From { get; }

    internal DateTimeOffset To { get; }

    /// <summary>The hashes of the keys that alerts look for, ascending, 4 bytes each in the machine's order.</summary>
    internal byte[] Facts { get; }

    /// <summary>The hashes of all keys, in the same form.</summary>
    internal byte[] Keys { get; }

    /// <summary>Which hosts sent events of which ids.</summary>
    internal IReadOnlyList<SeenTelemetry> Telemetry { get; }

    internal byte[] Compressed { get; }

    /// <summary>The events themselves if they are so few that they will be put together with others.</summary>
    internal byte[]? Records { get; }

    /// <summary>Packs a chunk, which can be emptied and used again afterwards.</summary>
    public static ContextSegment Of(ContextChunk chunk) =>
        new(chunk, keepsRecords: chunk.Records.Length < ContextTail.SmallBytes);
}

/// <summary>How events are compressed in the store.</summary>
internal static class ContextCompression
{
    // Measured: see tests/Benchmarks/README.md.
    private const int Quality = 1;
    private const int WindowBits = 18;

    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, rented, out var length, Quality, WindowBits)
                ? rented[..length]
                : throw new InvalidOperationException($"{bytes.Length} bytes could not be compressed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Fills <paramref name="bytes"/> with what was compressed.</summary>
    /// <exception cref="InvalidDataException">The bytes in the store are not those that were written.</exception>
    public static void Decompress(ReadOnlySpan<byte> compressed, Span<byte> bytes)
    {
        if (!BrotliDecoder.TryDecompress(compressed, bytes, out var length) || length != bytes.Length)
            throw new InvalidDataException("A segment of the context store cannot be decompressed.");
    }
}
