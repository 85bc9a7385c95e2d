using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Hostile.Wire;
using DetectionApi.Support;

namespace DetectionApi.Hostile;

/// <summary>What is too much is refused, with what is too much of it; and only that is lost.</summary>
public class LimitTests
{
    private const int EventBytesMax = 10 * 1024 * 1024;
    private const int BytesOfLongLine = 64 * 1024;

    [Fact]
    public async Task A_body_that_becomes_more_than_200_times_as_long_is_refused()
    {
        await using var service = new HostileService();
        var body = new byte[3 * 1024 * 1024];
        Array.Fill(body, (byte)'\n');
        foreach (var path in (string[])["/_bulk", "/api/v1/events", "/winlogbeat/_doc", "/api/v1/exceptions/import"])
        {
            var answer = await service.PostAsync(path, Packing.Bomb(body), "gzip");
            Assert.Equal(413, answer.Status);
            Assert.Contains("200 times", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_event_over_and_over_is_taken_up_to_a_megabyte_however_small_it_was_packed()
    {
        await using var service = new HostileService();
        var pair = Encoding.UTF8.GetBytes($"{{\"create\":{{}}}}\n{SomeContext.Start().Json}\n");
        var times = 1024 * 1024 / pair.Length;
        byte[] body = [.. Enumerable.Repeat(pair, times).SelectMany(bytes => bytes)];

        var answer = await service.PostAsync("/_bulk", Packing.Bomb(body), "gzip");

        Assert.Equal(200, answer.Status);
        Assert.Equal(times, AnswerCheck.ItemsIn(answer));
    }

    [Fact]
    public async Task An_event_that_is_too_long_goes_to_the_quarantine_alone()
    {
        await using var service = new HostileService();
        const string Action = """{"create":{"_index":"winlogbeat-8.17.0"}}""";
        var attack = Some.ProcessAccess().Json;
        var tooLong = $$"""{"message":"{{new string('x', EventBytesMax)}}"}""";
        var body = Encoding.UTF8.GetBytes($"{Action}\n{attack}\n{Action}\n{tooLong}\n{Action}\n{attack}\n");

        var answer = JsonNode.Parse((await service.PostAsync("/_bulk", body)).Body)!;

        Assert.Equal(
            [201, 400, 201], answer["items"]!.AsArray().Select(item => (int)item!["create"]!["status"]!));
        var reason = (string)answer["items"]![1]!["create"]!["error"]!["reason"]!;
        Assert.Contains("Ingest:EventBytesMax", reason, StringComparison.Ordinal);
        var kept = Assert.Single((await GetAsync(service, "/api/v1/quarantine"))["items"]!.AsArray())!;
        Assert.Equal(reason, (string)kept["reason"]!);
        Assert.Equal(
            BytesOfLongLine,
            (await service.Client.GetByteArrayAsync($"/api/v1/quarantine/{kept["id"]}/document")).Length);
        Assert.Single((await GetAsync(service, "/api/v1/alerts"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task So_does_one_at_the_end_whether_a_line_break_ends_it_or_not(string end)
    {
        await using var service = new HostileService();
        var tooLong = new string('x', 2 * EventBytesMax + 17);

        var answer = await service.PostAsync("/_bulk", Encoding.UTF8.GetBytes($"{{\"index\":{{}}}}\n{tooLong}{end}"));

        Assert.Equal((200, 1), (answer.Status, AnswerCheck.ItemsIn(answer)));
        Assert.Contains("longer than", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/events", 200)]
    [InlineData("/winlogbeat-8.17.0/_doc", 400)]
    public async Task So_does_one_in_plain_JSON(string path, int status)
    {
        await using var service = new HostileService();
        var answer = await service.PostAsync(
            path, Encoding.UTF8.GetBytes($$"""{"message":"{{new string('x', EventBytesMax)}}"}"""));

        Assert.Equal(status, answer.Status);
        Assert.Contains("Ingest:EventBytesMax", answer.Text, StringComparison.Ordinal);
        Assert.Single((await GetAsync(service, "/api/v1/quarantine"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_action_line_that_does_not_end_refuses_the_request()
    {
        await using var service = new HostileService();
        var answer = await service.PostAsync(
            "/_bulk", Encoding.UTF8.GetBytes($"{{}}{new string(' ', EventBytesMax)}\n{{}}\n"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("line [1]", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/v1/alerts?host={0} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 9_000, 414)]
    [InlineData("GET /api/v1/alerts?host={0} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 60_000, 414)]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 9_000, 414)]
    [InlineData("GET /api/v1/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {0}\r\n\r\n", 40_000, 431)]
    [InlineData("GET /_license HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {0}\r\n\r\n", 40_000, 431)]
    [InlineData("GET /api/v1/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {0}\r\n\r\n", 400_000, 431)]
    public async Task A_head_that_is_too_large_is_refused(string request, int length, int status)
    {
        await using var service = new HostileService();
        var answer = await service.AskAsync(request.Replace("{0}", new string('a', length), StringComparison.Ordinal));

        Assert.Equal(status, answer.Status);
        Assert.Null(AnswerCheck.FaultOf(answer, isHead: false));
    }

    [Fact]
    public async Task More_than_a_hundred_headers_are_refused()
    {
        await using var service = new HostileService();
        var headers = string.Concat(Enumerable.Range(0, 120).Select(i => $"X-{i}: a\r\n"));

        var answer = await service.AskAsync($"GET /api/v1/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n");

        Assert.Equal(431, answer.Status);
        Assert.Contains("100", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_hundred_values_of_a_filter_are_refused()
    {
        await using var service = new HostileService();
        var hosts = string.Join(',', Enumerable.Range(0, 101).Select(i => $"*a*{i}"));

        var answer = await service.AskAsync($"GET /api/v1/alerts?host={hosts} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        Assert.Equal(400, answer.Status);
        Assert.Contains("'host' has 101 values", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_name_is_not_repeated_at_length()
    {
        await using var service = new HostileService();
        var body = Encoding.UTF8.GetBytes($"{{\"{new string('n', 900_000)}\":1}}");

        var answer = await service.PostAsync("/api/v1/exceptions", body);

        Assert.Equal(400, answer.Status);
        Assert.InRange(answer.Body.Length, 1, 4096);
    }

    [Fact]
    public void So_many_arguments_as_no_program_gets_cost_no_memory()
    {
        var blanks = new StringBuilder().Insert(0, "a ", EventBytesMax / 2 - 1000).ToString();
        var document = SomeContext.Start().Data("CommandLine", blanks).Utf8;
        var detector = new Detector([Some.Active(316)], keepsContext: true);
        var rules = detector.RulesFor(null);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var verdict = detector.Judge(document, rules, detector.NewBuffer(), Some.Later, new ContextChunk());

        Assert.Null(verdict.Unreadable);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 10L * EventBytesMax, $"{allocated} bytes");
    }

    private static async Task<JsonNode> GetAsync(HostileService service, string path)
    {
        while (true)
        {
            // Lists are answered as soon as the alerts have been read from the store.
            using var answer = await service.Client.GetAsync(path);
            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }
    }
}
