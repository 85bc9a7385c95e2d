using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Bodies that are too long, broken or cut off.</summary>
public sealed class RefusedBodyTests
{
    private const int Limit = 200_000;

    private static readonly (string, string) LowLimit = ("Ingest:BodyBytesMax", "200000");

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whole_and_one_at_the_limit_is_taken()
    {
        await using var service = TestService.StartOnSocket(LowLimit);

        var atLimit = Padded(Limit);
        using var taken = await PostAsync(service, atLimit);
        using var refused = await PostAsync(service, Padded(Limit + 1, record: 2));
        using var chunked = await PostAsync(service, Padded(Limit + 1, record: 3), isChunked: true);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await AssertRefusedAsync(refused, HttpStatusCode.RequestEntityTooLarge, "content_too_long_exception");
        await AssertRefusedAsync(chunked, HttpStatusCode.RequestEntityTooLarge, "content_too_long_exception");
        Assert.Single(await service.AlertsAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_inflates_beyond_the_limit_is_refused(string encoding)
    {
        await using var service = TestService.Start(LowLimit);

        using var refused = await PostAsync(service, Bulk.Encode(Padded(100 * Limit), encoding), encoding);
        using var onOurSide = await service.Client.PostAsync(
            "/api/v1/events", TestService.Body(Bulk.Encode(Padded(100 * Limit), encoding), encoding));

        await AssertRefusedAsync(refused, HttpStatusCode.RequestEntityTooLarge, "content_too_long_exception");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, onOurSide.StatusCode);
        Assert.Equal(
            "urn:detection-api:problem:body-too-large",
            (string?)JsonNode.Parse(await onOurSide.Content.ReadAsStringAsync())!["type"]);
        Assert.Empty(await service.AlertsAsync());
    }

    [Fact]
    public async Task Gzip_may_consist_of_several_members()
    {
        await using var service = TestService.Start();
        byte[] members =
        [
            .. Bulk.Gzip(Bulk.Of(Some.RaisedEvent(1))), .. Bulk.Gzip([]), .. Bulk.Gzip(Bulk.Of(Some.RaisedEvent(2))),
        ];

        var answer = await TestService.ReadAsync(await PostAsync(service, members, "gzip"));

        Assert.Equal(2, answer["items"]!.AsArray().Count);
        Assert.Equal(2, (await service.AlertsAsync()).Count);
    }

    [Theory]
    [InlineData("gzip", 50)]
    [InlineData("deflate", 50)]
    [InlineData("br", 50)]
    public async Task A_compressed_body_that_is_cut_off_is_never_taken_in_part(string encoding, int step)
    {
        await using var service = TestService.Start();
        const int Events = 40;
        var whole = Bulk.Encode(Bulk.Of(Enumerable.Range(1, Events).Select(Some.RaisedEvent)), encoding);

        for (var length = 0; length < whole.Length; length += step)
            await AssertWholeOrRefusedAsync(service, whole[..length], encoding, Events);

        // The last bytes are a checksum: whoever cuts there cuts nothing off the events.
        for (var length = whole.Length - 9; length < whole.Length; length++)
            await AssertWholeOrRefusedAsync(service, whole[..length], encoding, Events);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_with_a_flipped_bit_is_never_a_fault_of_the_service(string encoding)
    {
        await using var service = TestService.Start();
        var whole = Bulk.Encode(Bulk.Of(Enumerable.Range(1, 5).Select(Some.RaisedEvent)), encoding);

        for (var at = 0; at < whole.Length; at += 7)
        {
            byte[] broken = [.. whole];
            broken[at] ^= 0x10;
            using var response = await PostAsync(service, broken, encoding);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
                Assert.Fail($"a bit flipped in byte {at}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_in_its_encoding_is_refused(string encoding)
    {
        await using var service = TestService.Start();

        using var response = await PostAsync(service, Bulk.Of(Some.RaisedEvent()), encoding);
        using var onOurSide = await service.Client.PostAsync(
            "/api/v1/events", TestService.Body(Encoding.UTF8.GetBytes(Some.RaisedEvent()), encoding));

        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, "illegal_argument_exception");
        Assert.Equal(HttpStatusCode.BadRequest, onOurSide.StatusCode);
        Assert.Empty(await service.AlertsAsync());
    }

    [Fact]
    public async Task A_body_that_does_not_compress_arrives_whole()
    {
        await using var service = TestService.Start();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression))
            gzip.Write(Bulk.Of(Enumerable.Range(1, 300).Select(Some.SilentEvent)));

        var answer = await TestService.ReadAsync(await PostAsync(service, compressed.ToArray(), "gzip"));

        Assert.False((bool)answer["errors"]!);
        Assert.Equal(300, answer["items"]!.AsArray().Count);
    }

    private static async Task AssertWholeOrRefusedAsync(
        TestService service, byte[] body, string encoding, int events)
    {
        using var response = await PostAsync(service, body, encoding);
        if (response.StatusCode == HttpStatusCode.BadRequest) return;

        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
            Assert.Fail($"cut to {body.Length}: {response.StatusCode}: {text}");
        var items = JsonNode.Parse(text)!["items"]!.AsArray();
        if (items.Count != events || text.Contains("\"errors\":true", StringComparison.Ordinal))
            Assert.Fail($"cut to {body.Length}: 200 with {items.Count} items of {events}");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(["Elasticsearch"], response.Headers.GetValues("X-Elastic-Product"));
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        var cause = new JsonObject { ["type"] = type, ["reason"] = JsonAssert.Any };
        JsonAssert.Contains(new JsonObject { ["error"] = cause, ["status"] = (int)status }, error);
    }

    // One event that the rule raises on, and spaces up to the length.
    private static byte[] Padded(int length, int record = 1)
    {
        var body = Bulk.Of(Some.RaisedEvent(record));
        return [.. body, .. Enumerable.Repeat((byte)' ', length - body.Length)];
    }

    private static async Task<HttpResponseMessage> PostAsync(
        TestService service, byte[] body, string? encoding = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_bulk");
        request.Content = TestService.Body(body, encoding);
        if (isChunked) request.Headers.TransferEncodingChunked = true;
        return await service.Client.SendAsync(request);
    }
}
