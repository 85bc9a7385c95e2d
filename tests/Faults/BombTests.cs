using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>Small bodies that inflate without end.</summary>
public sealed class BombTests
{
    private const int Rounds = 3;
    private const long InflatedBytes = 400_000_000;
    private const long BombBytesMax = InflatedBytes / 100;

    // How much they inflate would give them away at once; here they are to come as far as a body may.
    private static readonly string[] AnyInflation = ["--Ingest:InflationMax", "1000000"];

    // A body of the greatest length that is taken, 100 MB, is held in a buffer of 128 MB. It grew by doubling, and the
    // buffers before are kept for the next body: 256 MB. The program itself has 110 MB; the rest is for the collector.
    private const int MemoryMegabytesMax = 600;

    [LinuxFact]
    public async Task A_body_that_inflates_without_end_is_refused_and_costs_a_bounded_memory()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0", .. AnyInflation]);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        var oneLine = Bomb("{\"create\":{}}\n{\"a\":\"", new string('x', 1_000_000));
        var blankLines = Bomb("{\"create\":{}}\n", new string('\n', 1_000_000));
        var documents = Bomb("", "{\"create\":{}}\n{\"a\":1}\n");
        var array = Bomb("[", "{\"a\":[1,2,3,4,5,6,7,8,9,0]},");

        (string, byte[])[] bombs =
        [
            ("/_bulk", oneLine), ("/_bulk", blankLines), ("/_bulk", documents), ("/winlogbeat/_bulk", oneLine),
            ("/api/v1/events", oneLine), ("/api/v1/events", array),
        ];
        for (var round = 0; round < Rounds; round++)
            foreach (var (path, bomb) in bombs)
            {
                using var answer = await PostAsync(client, path, bomb, "gzip");
                Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            }

        var peak = PeakMegabytes(service);
        Assert.True(peak < MemoryMegabytesMax, $"{peak} MB");

        using var taken = await PostAsync(client, "/_bulk", Corpus.Body(0, 0), encoding: null);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await Stored.AssertAsync(client, [1], [1]);
    }

    // Gzip may consist of several members; the same one many times is made quickly, and inflates like any other.
    private static byte[] Bomb(string beginning, string repeated)
    {
        var block = new StringBuilder();
        while (block.Length < 10_000_000) block.Append(repeated);
        var member = Gzip(block.ToString());
        var times = (int)(InflatedBytes / block.Length);
        byte[] bomb = [.. Gzip(beginning), .. Enumerable.Repeat(member, times).SelectMany(bytes => bytes)];
        Assert.True(bomb.Length < BombBytesMax, $"{bomb.Length} bytes");
        return bomb;
    }

    private static byte[] Gzip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));

        return compressed.ToArray();
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string path, byte[] body, string? encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return await client.PostAsync(path, content);
    }

    private static int PeakMegabytes(ServiceProcess service)
    {
        var line = File.ReadLines($"/proc/{service.Id}/status")
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        return int.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }
}
