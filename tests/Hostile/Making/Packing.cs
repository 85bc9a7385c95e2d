using System.IO.Compression;

namespace DetectionApi.Hostile.Making;

/// <summary>Packs bodies as <c>Content-Encoding</c> says, or not quite so.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="Encoding">What the header says; null if there is none.</param>
/// <param name="IsWhole">True if whoever unpacks it gets the body.</param>
internal sealed record Packing(byte[] Bytes, string? Encoding, bool IsWhole)
{
    private const int BombBytes = 3 * 1024 * 1024;

    public static Packing Of(byte[] body, Dice dice) => dice.Roll(40) switch
    {
        0 => new Packing(Gzip(body), "gzip", true),
        1 => new Packing(Gzip(body), "x-gzip", true),
        2 => new Packing(Pack(body, to => new ZLibStream(to, CompressionLevel.Fastest)), "deflate", true),
        3 => new Packing(Pack(body, to => new BrotliStream(to, CompressionLevel.Fastest)), "br", true),
        4 => new Packing(
            Gzip(body), dice.Pick("br", "deflate", "zstd", "identity", "gzip, gzip", "GZIP;q=1", ""), false),
        5 => new Packing(body, dice.Pick("gzip", "deflate", "br"), false),
        6 => new Packing(ByteMutation.Change(Gzip(body), dice), "gzip", false),
        7 => new Packing(Gzip(Gzip(body)), "gzip", false),
        8 => new Packing([.. Gzip(body), .. Gzip("\n"u8.ToArray())], "gzip", false),
        9 => new Packing(ByteMutation.Change(Pack(body, to => new BrotliStream(to, CompressionLevel.Fastest)), dice),
            "br", false),
        10 when dice.Chance(10) => new Packing(Bomb(body, dice), "gzip", false),
        _ => new Packing(body, null, true),
    };

    public static byte[] Gzip(byte[] body) => Pack(body, to => new GZipStream(to, CompressionLevel.Fastest));

    /// <summary>As small as can be.</summary>
    public static byte[] Bomb(byte[] body) => Pack(body, to => new GZipStream(to, CompressionLevel.SmallestSize));

    private static byte[] Bomb(byte[] body, Dice dice)
    {
        var filler = new byte[BombBytes];
        Array.Fill(filler, dice.Pick((byte)'\n', (byte)'[', (byte)' ', (byte)0, (byte)'{', (byte)'"'));
        return Bomb(dice.Chance(50) ? [.. body, .. filler] : [.. filler, .. body]);
    }

    private static byte[] Pack(byte[] body, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var stream = open(packed)) stream.Write(body);
        return packed.ToArray();
    }
}
