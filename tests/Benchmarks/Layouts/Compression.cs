using System.IO.Compression;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>A way to make segments shorter.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Compress">Makes them shorter.</param>
/// <param name="Decompress">Fills the second argument with what was compressed into the first.</param>
internal sealed record Compression(
    string Name, Func<byte[], byte[]> Compress, Action<ReadOnlySpan<byte>, byte[]> Decompress)
{
    private const int WindowBits = 18;

    public static Compression None { get; } = new("none", bytes => bytes, (from, to) => from.CopyTo(to));

    public static Compression Zlib { get; } = new("zlib fastest", Deflated, Inflate);

    public static Compression Brotli(int quality) => new(
        $"brotli {quality}", bytes => Shortened(bytes, quality),
        (from, to) => BrotliDecoder.TryDecompress(from, to, out _));

    private static byte[] Shortened(byte[] bytes, int quality)
    {
        var place = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        BrotliEncoder.TryCompress(bytes, place, out var length, quality, WindowBits);
        return place[..length];
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using var to = new MemoryStream(bytes.Length);
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest)) zlib.Write(bytes);
        return to.ToArray();
    }

    private static void Inflate(ReadOnlySpan<byte> from, byte[] to)
    {
        using var zlib = new ZLibStream(new MemoryStream(from.ToArray()), CompressionMode.Decompress);
        zlib.ReadExactly(to);
    }
}
