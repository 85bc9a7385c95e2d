using System.IO.Compression;
using System.Text;

namespace DetectionApi.ApiTests;

/// <summary>Makes bodies of bulk requests.</summary>
internal static class Bulk
{
    private const string Action = """{"create":{"_index":"winlogbeat-8.17.0"}}""";

    /// <summary>An action line and a document for each event.</summary>
    public static byte[] Of(params IEnumerable<string> events) =>
        Encoding.UTF8.GetBytes(string.Concat(events.Select(e => $"{Action}\n{e}\n")));

    public static byte[] Gzip(byte[] body) => Compress(body, to => new GZipStream(to, CompressionLevel.Fastest));

    public static byte[] Deflate(byte[] body) => Compress(body, to => new ZLibStream(to, CompressionLevel.Fastest));

    public static byte[] Brotli(byte[] body) => Compress(body, to => new BrotliStream(to, CompressionLevel.Fastest));

    /// <summary>The body in the encoding; in the text's own bytes if it names none.</summary>
    public static byte[] Encode(byte[] body, string? encoding) => encoding switch
    {
        "gzip" or "x-gzip" => Gzip(body),
        "deflate" => Deflate(body),
        "br" => Brotli(body),
        _ => body,
    };

    private static byte[] Compress(byte[] body, Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var stream = open(compressed)) stream.Write(body);
        return compressed.ToArray();
    }
}
