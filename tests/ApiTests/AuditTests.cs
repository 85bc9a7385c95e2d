using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>That whatever changes something leaves its line in the audit log.</summary>
public sealed class AuditTests
{
    private const string Hash = "7a0e6a3c5c4b2e1f9d8c7b6a5f4e3d2c1b0a99887766554433221100ffeeddcc";

    private readonly List<(string Operation, string Subject, string Id, string Before, string After)> _expected = [];
    private AuditReader _reader = null!;

    [Fact]
    public async Task Every_route_that_changes_something_leaves_its_line()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        await using var service = TestService.StartOnSocket(receiver.Settings(("Webhooks:RetrySeconds:0", "1")));
        _reader = new AuditReader(service);
        await service.PostEventsAsync(Some.RaisedEvent(1));
        await service.PostEventsAsync((ExceptionDesk.Access with { Record = 2, Pid = 5002 }).Winlogbeat8);
        var alert = await IdOfAsync(service, "tool.exe");

        await WorkOnAlertsAsync(alert);
        await WorkOnExceptionsAsync(await IdOfAsync(service, "agent.exe"));
        await SendAgainAsync(receiver);
        await ConfigureAsync();
        await ManageKeysAsync();

        var lines = await _reader.LinesAsync("&outcome=changed");
        Assert.Equal(
            _reader.ChangingRoutes.Select(route => route.Name).Distinct().Order(StringComparer.Ordinal),
            _expected.Select(line => line.Operation).Distinct().Order(StringComparer.Ordinal));
        foreach (var (operation, subject, id, before, after) in _expected)
        {
            var line = lines.SingleOrDefault(line => (string?)line["operation"] == operation
                && (string?)line["subject"] == subject && (string?)line["subjectId"] == id);
            Assert.True(line is not null, $"{operation} left no line on {subject} {id}");
            Assert.Equal("changed 1", $"{line["outcome"]} {line["count"]}");
            Assert.Equal("127.0.0.1", (string?)line["from"]);
            Assert.Matches("^[0-9A-Z]+:[0-9A-F]{8}$", (string?)line["requestId"]);
            AssertHolds(before, line["before"]);
            AssertHolds(after, line["after"]);
        }

        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => (int)line["seq"]!));
        Assert.All(lines.Zip(lines.Skip(1)), pair =>
            Assert.Equal((string?)pair.First["hash"], (string?)pair.Second["previousHash"]));
    }

    private async Task WorkOnAlertsAsync(string alert)
    {
        var path = $"/api/v1/alerts/{alert}";
        await DoAsync("ChangeAlert", "PATCH", path, """{"assignee":"jo"}""");
        Expect("alert", alert, """{"assignee":null}""", """{"assignee":"jo"}""");
        await DoAsync(
            "ChangeAlerts", "POST", "/api/v1/alerts/actions", $$$"""{"ids":["{{{alert}}}"],"change":{"tags":["x"]}}""");
        Expect("alert", alert, """{"tags":[]}""", """{"tags":["x"]}""");
        await DoAsync("AddAlertComment", "POST", path + "/comments", """{"text":"a note"}""");
        Expect("alert-comment", "1", "", $$"""{"alertId":"{{alert}}","actor":"mira","text":"a note"}""");
        await DoAsync("AddContainment", "POST", path + "/containment", """{"action":"host-isolation"}""");
        Expect("containment-step", "1", "", $$"""{"alertId":"{{alert}}","action":"host-isolation"}""");
        await DoAsync("ReverseContainment", "POST", path + "/containment/1/reverse");
        Expect("containment-step", "1", """{"reversedBy":null}""", """{"reversedBy":"mira"}""");
    }

    private async Task WorkOnExceptionsAsync(string covered)
    {
        const string Path = "/api/v1/exceptions";
        var item = ExceptionDesk.Item("it");
        await DoAsync("CreateException", "POST", Path, item.ToJsonString());
        Expect("exception", "it", "", """{"id":"it","status":"draft","createdBy":"mira"}""");
        item["owner"] = "another team";
        item.Remove("id");
        await DoAsync("UpdateException", "PUT", $"{Path}/it", item.ToJsonString());
        Expect(
            "exception", "it", """{"content":{"owner":"app team"}}""", """{"content":{"owner":"another team"}}""");
        await DoAsync("AddExceptionComment", "POST", $"{Path}/it/comments", """{"text":"a remark"}""");
        Expect("exception-comment", "1", "", """{"itemId":"it","text":"a remark"}""");
        await DoAsync("SubmitException", "POST", $"{Path}/it/submit", "{}");
        Expect("exception", "it", """{"status":"draft"}""", """{"status":"active"}""");
        await DoAsync("CloseCoveredAlerts", "POST", $"{Path}/it/close-covered", "{}");
        Expect("alert", covered, """{"status":"open"}""", """{"status":"closed","exceptionId":"it"}""");
        await DoAsync("RevokeException", "POST", $"{Path}/it/revoke", """{"comment":"gone"}""");
        Expect("exception", "it", """{"status":"active"}""", """{"status":"revoked"}""");

        var broad = new ExceptionDesk(_reader.Service, "jo");
        foreach (var id in (string[])["good", "bad"]) await broad.BringAsync("pending", id);
        await DoAsync("ApproveException", "POST", $"{Path}/good/approve", "{}");
        Expect("exception", "good", """{"status":"pending"}""", """{"status":"active","approvedBy":"mira"}""");
        await DoAsync("RejectException", "POST", $"{Path}/bad/reject", """{"comment":"no"}""");
        Expect("exception", "bad", """{"status":"pending"}""", """{"status":"draft"}""");
        var version = (int)(await _reader.GetAsync($"{Path}/good"))["version"]!;
        await DoAsync(
            "ChangeExceptions", "POST", $"{Path}/actions",
            $$$"""{"actions":[{"revoke":{"id":"good","version":{{{version}}},"comment":"gone"}}]}""");
        Expect("exception", "good", """{"status":"active"}""", """{"status":"revoked"}""");
        await DoAsync(
            "ImportExceptions", "POST", $"{Path}/import", ExceptionFiles.Line("file"), "application/ndjson");
        Expect("exception", "file", "", """{"id":"file","status":"draft"}""");
    }

    private async Task ConfigureAsync()
    {
        await DoAsync("ChangeRule", "PATCH", $"/api/v1/rules/{Some.RuleId}", """{"enabled":false}""");
        Expect("rule-setting", Some.RuleId, "", """{"isEnabled":false,"changedBy":"mira"}""");
        await DoAsync(
            "PutSigners", "PUT", "/api/v1/inventory/signers", $$"""[{"sha256":"{{Hash}}","subject":"Example Ltd"}]""");
        Expect("signer", Hash, "", """{"subject":"Example Ltd","changedBy":"mira"}""");
        await DoAsync("RemoveSigner", "DELETE", $"/api/v1/inventory/signers/{Hash}");
        Expect("signer", Hash, """{"subject":"Example Ltd"}""", "");
    }

    private async Task SendAgainAsync(WebhookReceiver receiver)
    {
        const string Webhooks = "/api/v1/webhooks";
        await WaitAsync(async () => (await DeadAsync()).Count > 1);
        receiver.AnswerWith(410);
        await _reader.Service.PostEventsAsync(Some.RaisedEvent(3));
        await WaitAsync(async () =>
            (await _reader.GetAsync($"{Webhooks}/targets"))["items"]![0]!["disabledAt"] is not null);
        receiver.AnswerWith(200);
        await DoAsync("EnableWebhookTarget", "POST", $"{Webhooks}/targets/receiver/enable");
        Expect("webhook-target", "receiver", "", """{"disabledAt":null}""");
        var dead = await DeadAsync();
        await DoAsync("ReplayWebhookDelivery", "POST", $"{Webhooks}/deliveries/{dead[0]}/replay");
        Expect("webhook-delivery", $"{dead[0]}", """{"state":"dead"}""", """{"state":"pending"}""");
        await DoAsync("ReplayWebhookDeliveries", "POST", $"{Webhooks}/deliveries/replay", """{"target":"receiver"}""");
        Expect("webhook-delivery", $"{dead[1]}", """{"state":"dead"}""", """{"state":"pending"}""");
    }

    private async Task ManageKeysAsync()
    {
        const string Key = """{"name":"test","owner":"mira","roles":["admin"]}""";
        var first = await DoAsync("AddKey", "POST", "/api/v1/keys", Key);
        var id = (string)first["key"]!["id"]!;
        Expect("access-key", id, "", """{"owner":"mira","roles":["admin"],"revision":1}""");
        _reader.Credential = new AuthenticationHeaderValue("ApiKey", (string)first["encoded"]!);
        await DoAsync("RotateKey", "POST", $"/api/v1/keys/{id}/rotate", "{}");
        Expect("access-key", id, """{"rotatedAt":null,"revision":1}""", """{"revision":2}""");
        var other = (string)(await DoAsync("AddKey", "POST", "/api/v1/keys", Key))["key"]!["id"]!;
        Expect("access-key", other, "", """{"createdBy":"mira"}""");
        await DoAsync("RevokeKey", "POST", $"/api/v1/keys/{other}/revoke");
        Expect("access-key", other, """{"revokedBy":null}""", """{"revokedBy":"mira"}""");

        var lines = await _reader.LinesAsync("&subject=access-key");
        Assert.Equal([null, id, id, id], lines.Select(line => (string?)line["keyId"]));
        Assert.DoesNotContain(
            lines, line => line.ToJsonString().Contains("secret", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<JsonNode> DoAsync(
        string operation, string method, string address, string? body = null, string type = "application/json")
    {
        _expected.Add((operation, "", "", "", ""));
        var answer = await _reader.SendAsync(method, address, body, type: type);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{operation}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    // Of what was done last.
    private void Expect(string subject, string id, string before, string after) =>
        _expected[^1] = (_expected[^1].Operation, subject, id, before, after);

    private async Task<IReadOnlyList<long>> DeadAsync() =>
    [
        .. from delivery in (await _reader.GetAsync("/api/v1/webhooks/deliveries?state=dead"))["items"]!.AsArray()
           select (long)delivery["id"]!,
    ];

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition()) await Task.Delay(50, patience.Token);
    }

    private static async Task<string> IdOfAsync(TestService service, string source) =>
        (string)(await service.AlertsAsync($"&source={source}")).Single()!["id"]!;

    private static void AssertHolds(string expected, JsonNode? actual)
    {
        if (expected.Length == 0) return;
        JsonAssert.Contains(JsonNode.Parse(expected), actual);
    }
}
