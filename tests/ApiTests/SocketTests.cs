using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>What only a real connection can do to a request.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task A_body_that_is_cut_anywhere_on_its_way_is_answered_alike()
    {
        await using var service = TestService.StartOnSocket();
        var body = Encoding.UTF8.GetBytes(
            $$$"""
            {"create":{"_index":"winlogbeat-8.17.0"}}
            {{{Some.SilentEvent(1)}}}

            {"index":{"_id":"ü"}}
            nonsense
            {"delete":{"_id":"2"}}
            {"create":{}}
            {{{Some.RaisedEvent(2)}}}
            """);
        var expected = ItemsOf(await PostInPartsAsync(service, body));

        using var connection = await ConnectAsync(service);
        for (var cut = 1; cut < body.Length; cut++)
        {
            var answer = ItemsOf(await PostInPartsAsync(connection, body[..cut], body[cut..]));
            if (answer != expected) Assert.Fail($"cut at {cut}: {answer} instead of {expected}");
        }

        Assert.Single(await service.AlertsAsync());
        Assert.Contains("\"status\":400", expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_arrives_byte_by_byte_is_answered_alike()
    {
        await using var service = TestService.StartOnSocket();
        var body = Bulk.Of(Some.SilentEvent(1), "[]", Some.RaisedEvent(2));
        var expected = ItemsOf(await PostInPartsAsync(service, body));

        var plain = ItemsOf(await PostInPartsAsync(service, [.. body.Select(b => new[] { b })]));
        var gzip = ItemsOf(await PostInPartsAsync(
            service, "Content-Encoding: gzip\r\n", [.. Bulk.Gzip(body).Select(b => new[] { b })]));

        Assert.Equal(expected, plain);
        Assert.Equal(expected, gzip);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_hangs_up_stores_nothing_and_hurts_nobody(bool isChunked)
    {
        await using var service = TestService.StartOnSocket();
        var body = Bulk.Of(Some.RaisedEvent(1), Some.RaisedEvent(2));
        var length = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}";

        for (var part = 0; part < body.Length; part += body.Length / 10)
        {
            using var connection = await ConnectAsync(service);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /_bulk HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n"));
            await connection.GetStream().WriteAsync(isChunked ? Chunk(body[..part]) : body[..part]);
            connection.Client.LingerState = new LingerOption(true, part % 2);
        }

        await service.PostBulkAsync(Some.RaisedEvent(3));
        var alert = Assert.Single(await service.AlertsAsync());
        Assert.Equal(1003, (int)alert!["source"]!["pid"]!);
    }

    [Fact]
    public async Task A_prefix_without_a_slash_is_answered_and_never_redirected()
    {
        await using var service = TestService.StartOnSocket();

        foreach (var path in (string[])["/elasticsearch", "/elasticsearch/", "/", ""])
        {
            using var get = await service.Client.GetAsync(path);
            using var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
            Assert.Equal("9.5.0", (string?)(await TestService.ReadAsync(get))["version"]!["number"]);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(["Elasticsearch"], head.Headers.GetValues("X-Elastic-Product"));
        }
    }

    [Fact]
    public async Task The_cluster_keeps_its_uuid_over_a_restart()
    {
        using var directory = new TestDirectory();
        var uuids = new List<string?>();
        for (var start = 0; start < 2; start++)
        {
            await using var service = TestService.StartOn(directory);
            uuids.Add((string?)(await service.GetAsync("/"))["cluster_uuid"]);
        }

        Assert.Equal(22, uuids[0]!.Length);
        Assert.Equal(uuids[0], uuids[1]);
    }

    // The time that a request took is the only part of the answer that may differ.
    private static string ItemsOf(string answer) => JsonNode.Parse(answer)!["items"]!.ToJsonString();

    private static Task<string> PostInPartsAsync(TestService service, params byte[][] parts) =>
        PostInPartsAsync(service, "", parts);

    private static async Task<string> PostInPartsAsync(TestService service, string header, byte[][] parts)
    {
        using var connection = await ConnectAsync(service);
        return await PostInPartsAsync(connection, header, parts);
    }

    private static Task<string> PostInPartsAsync(TcpClient connection, params byte[][] parts) =>
        PostInPartsAsync(connection, "", parts);

    private static async Task<string> PostInPartsAsync(TcpClient connection, string header, byte[][] parts)
    {
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /_bulk HTTP/1.1\r\nHost: localhost\r\n{header}Transfer-Encoding: chunked\r\n\r\n"));
        foreach (var part in parts) await stream.WriteAsync(Chunk(part));
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        return await ReadAnswerAsync(stream);
    }

    private static byte[] Chunk(byte[] part) => part.Length == 0
        ? []
        : [.. Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"), .. part, .. "\r\n"u8];

    private static async Task<TcpClient> ConnectAsync(TestService service)
    {
        // Without delay each write is a packet of its own.
        var connection = new TcpClient { NoDelay = true };
        var address = service.Client.BaseAddress!;
        await connection.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream stream)
    {
        var head = await ReadHeadAsync(stream);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) Assert.Fail(head);

        if (ValueOf(head, "Content-Length") is { } length)
            return Encoding.UTF8.GetString(await ReadAsync(stream, int.Parse(length, CultureInfo.InvariantCulture)));

        var body = new StringBuilder();
        while (true)
        {
            var size = int.Parse(
                await ReadLineAsync(stream), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            body.Append(Encoding.UTF8.GetString(await ReadAsync(stream, size)));
            await ReadLineAsync(stream);
            if (size == 0) return body.ToString();
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        for (var line = await ReadLineAsync(stream); line.Length > 0; line = await ReadLineAsync(stream))
            head.AppendLine(line);

        return head.ToString();
    }

    private static string? ValueOf(string head, string name) => head.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    private static async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        while (true)
        {
            var letter = (char)(await ReadAsync(stream, 1))[0];
            if (letter == '\n') return line.ToString().TrimEnd('\r');
            line.Append(letter);
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
