using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>What others are told when the service fails: that it did, and nothing of how it is made.</summary>
public sealed class FaultAnswerTests
{
    private const string Inside = "inside-of-the-service";

    private static readonly string[] Traces =
        ["   at ", "Exception:", "DetectionApi.", "Microsoft.", "System.", ".cs:", "SQLite", "no such table", Inside];

    [Theory]
    [InlineData("POST", "/_bulk", "{\"create\":{}}\n{}\n")]
    [InlineData("POST", "/winlogbeat/_doc", "{}")]
    [InlineData("POST", "/api/v1/events", "[{}]")]
    [InlineData("PATCH", "/api/v1/rules/" + Some.RuleId, "{\"enabled\":false}")]
    public async Task A_fault_of_ours_is_500_with_a_number_to_look_for(string method, string path, string body)
    {
        var clock = new FailingTime();
        await using var service = TestService.StartAt(clock);
        clock.Fails = true;

        using var answer = await SendAsync(service, method, path, body);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await AssertSaysNothingAsync(answer, path);
    }

    [Theory]
    [InlineData("alerts", "POST", "/_bulk")]
    [InlineData("quarantine", "GET", "/api/v1/quarantine")]
    [InlineData("inventory_signers", "GET", "/api/v1/inventory/signers")]
    public async Task A_store_that_fails_says_nothing_of_its_tables(string table, string method, string path)
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory);
        await using (var store = new SqliteConnection($"Data Source={directory.At("detections.db")};Pooling=False"))
        {
            await store.OpenAsync();
            await using var command = store.CreateCommand();
            command.CommandText = $"PRAGMA foreign_keys=OFF; DROP TABLE {table}";
            await command.ExecuteNonQueryAsync();
        }

        var batch = Encoding.UTF8.GetString(Bulk.Of(Some.RaisedEvent(1)));
        using var answer = await SendAsync(service, method, path, batch);

        Assert.InRange((int)answer.StatusCode, 500, 503);
        await AssertSaysNothingAsync(answer, path);
    }

    [Theory]
    [InlineData("POST", "/api/v1/exceptions", "{")]
    [InlineData("POST", "/api/v1/exceptions", "{\"name\": 1e999}")]
    [InlineData("POST", "/api/v1/exceptions/preview", "[]")]
    [InlineData("PATCH", "/api/v1/alerts/x", "\"\"")]
    [InlineData("POST", "/_bulk", "{\"create\":")]
    [InlineData("PUT", "/_index_template/x", "{")]
    [InlineData("GET", "/api/v1/alerts?cursor=AAAA&limit=1e9&from=x", null)]
    [InlineData("GET", "/%01%0a", null)]
    public async Task A_fault_of_theirs_says_what_it_is_and_not_where_it_was_found(
        string method, string path, string? body)
    {
        await using var service = TestService.Start();
        using var answer = await SendAsync(service, method, path, body);

        Assert.InRange((int)answer.StatusCode, 200, 499);
        await AssertSaysNothingAsync(answer, path);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestService service, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null && method is not "GET")
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (method is "PATCH") request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await service.Client.SendAsync(request);
    }

    private static async Task AssertSaysNothingAsync(HttpResponseMessage answer, string path)
    {
        var text = $"{answer.Headers}{await answer.Content.ReadAsStringAsync()}";
        Assert.All(Traces, trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));
        if (answer.IsSuccessStatusCode) return;

        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if (path.StartsWith("/api", StringComparison.Ordinal)) Assert.NotNull(error["type"]);
        else Assert.NotNull(error["error"]!["reason"]);
    }

    private sealed class FailingTime : TimeProvider
    {
        public bool Fails { get; set; }

        public override DateTimeOffset GetUtcNow() => Fails
            ? throw new InvalidOperationException($"{Inside}: the clock stands still.")
            : System.GetUtcNow();
    }
}
