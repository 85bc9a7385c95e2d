using System.IO.Compression;
using DetectionApi.Benchmarks.Corpus;

namespace DetectionApi.Benchmarks.Client;

/// <summary>Where one connection takes the bodies of its requests from.</summary>
internal interface IBatchBodies
{
    /// <summary>The body of the batch, valid until the next one is asked for.</summary>
    ReadOnlyMemory<byte> BodyOf(long number);
}

/// <summary>Bodies that are printed at the moment of sending.</summary>
internal sealed class PlainBodies(EventCorpus corpus) : IBatchBodies
{
    private readonly BatchPrinter _printer = new(corpus);

    public ReadOnlyMemory<byte> BodyOf(long number) => _printer.Print(number);
}

/// <summary>Bodies that were compressed before the clock runs: compressing costs more than serving.</summary>
/// <remarks>Numbers past the last one begin again, which only a server that discards them does not notice.</remarks>
internal sealed class GzipBodies : IBatchBodies
{
    private readonly byte[][] _bodies;

    public GzipBodies(EventCorpus corpus, long batches)
    {
        _bodies = new byte[batches][];
        Parallel.For(0, batches, () => new BatchPrinter(corpus), (number, _, printer) =>
        {
            _bodies[number] = Compress(printer.Print(number).Span);
            return printer;
        }, _ => { });
    }

    public ReadOnlyMemory<byte> BodyOf(long number) => _bodies[number % _bodies.Length];

    // One member at level 1, as Winlogbeat does since 8.12.
    private static byte[] Compress(ReadOnlySpan<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(body);
        return compressed.ToArray();
    }
}
