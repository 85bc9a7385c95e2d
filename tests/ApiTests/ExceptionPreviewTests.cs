using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>What an analyst asks before there is an item, as he asks it.</summary>
public sealed class ExceptionPreviewTests
{
    private const string Agent = @"C:\Program Files\Vendor\agent.exe";
    private const string App = @"C:\Program Files\App\app.exe";

    private static readonly AccessEvent Noise = new() { Source = Agent, Target = App };

    [Fact]
    public async Task The_first_suggestion_previewed_created_and_explained()
    {
        await using var service = TestService.StartQuiet();
        await service.PostEventsAsync([.. Enumerable.Range(1, 12).Select(Of), .. Attacks]);

        var group = (await service.GetAsync("/api/v1/exceptions/suggestions"))["items"]![0]!;
        Assert.Equal((12, 12, 1), ((int)group["occurrences"]!, (int)group["alerts"]!, (int)group["hosts"]!));
        Assert.Empty(group["refusals"]!.AsArray());
        Assert.Empty(group["danger"]!.AsArray());
        var item = group["item"]!;
        Assert.Null(item["owner"]);
        Assert.Empty(item["evidence"]!.AsArray());

        var preview = await PostAsync(service, "preview", item);
        Assert.Equal((12, 12, 14), (
            (int)preview["hidden"]!["occurrences"]!, (int)preview["hidden"]!["openAlerts"]!,
            (int)preview["scannedAlerts"]!));
        Assert.Equal(12, preview["hidden"]!["samples"]!.AsArray().Count);
        Assert.Equal(
            ["shape", "access-classes"],
            preview["nearest"]!.AsArray().Select(one => (string?)Assert.Single(one!["failing"]!.AsArray())!["term"]));
        Assert.Empty(preview["canaries"]!.AsArray());

        item["id"] = "vendor-agent";
        item["owner"] = "endpoint team";
        var created = await SendAsync(service, "", item);
        Assert.True(created.StatusCode is HttpStatusCode.Created, await created.Content.ReadAsStringAsync());

        var explained = await PostAsync(
            service, "explain", new JsonObject { ["event"] = Parse(Attacks[0]), ["itemId"] = "vendor-agent" });
        Assert.Equal(
            ("vendor-agent", false, "access-classes"),
            ((string?)explained["items"]![0]!["itemId"], (bool)explained["items"]![0]!["covers"]!,
                (string?)explained["items"]![0]!["firstFailing"]));
        Assert.Equal(2, (await service.GetAsync("/api/v1/exceptions/suggestions?limit=2"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_preview_tells_of_refusals_and_of_what_is_in_danger_and_answers_all_the_same()
    {
        await using var service = TestService.StartQuiet();
        await service.PostEventsAsync(Of(1), Of(2));
        var alerts = await service.AlertsAsync();
        await ChangeAsync(service, alerts[0]!, """{"assignee":"jo"}""");
        await ChangeAsync(service, alerts[1]!, """{"status":"closed","closingReason":"true-positive"}""");

        var preview = await PostAsync(service, "preview", Parse(
            """
            {
              "source": {"signer": {"subject": "Nobody Ltd"}}, "target": {"image": "C:\\Windows\\System32\\lsass.exe"},
              "access": {"classes": ["all-access"]}, "callTrace": {"firstFrame": {"kind": "unbacked"}},
              "scope": {"allHosts": true}
            }
            """));
        Assert.Contains("expiry-missing", CodesIn(preview));
        Assert.Contains("all-hosts-without-evidence", CodesIn(preview));
        Assert.NotEmpty(preview["canaries"]!.AsArray().Concat(preview["refusals"]!.AsArray()));
        Assert.True((bool)preview["needsApproval"]!);

        var whole = await PostAsync(service, "preview", Parse(
            """
            {
              "source": {"executable": "C:\\Program Files\\Vendor\\agent.exe"},
              "target": {"image": "C:\\Program Files\\App\\app.exe"},
              "access": {"classes": ["query", "memory-read"]}, "callTrace": {"firstFrame": {"kind": "unbacked"}},
              "scope": {"hosts": ["pc-0815"]}, "expiresInDays": 30
            }
            """));
        Assert.Equal(["hides-true-positive", "hides-assigned-alert"], CodesIn(whole));
        Assert.All(whole["refusals"]!.AsArray(), refusal => Assert.True((bool)refusal!["overridable"]!));
        Assert.Equal((string?)alerts[1]!["id"], (string?)Assert.Single(whole["truePositives"]!.AsArray()));
        Assert.Equal((string?)alerts[0]!["id"], (string?)Assert.Single(whole["assigned"]!.AsArray()));
        Assert.Equal(0, (int)whole["hidden"]!["openAlerts"]!);
    }

    [Fact]
    public async Task A_suggestion_says_why_term_by_term_or_why_there_is_none()
    {
        await using var service = TestService.StartQuiet();
        await service.PostEventsAsync([Of(1), Of(2), .. Attacks, Some.RaisedEvent(99)]);
        var alerts = await service.AlertsAsync();
        var pattern = alerts.Single(alert => (int)alert!["source"]!["pid"]! == 5001)!["patternId"]!.DeepClone();

        var suggestion = await PostAsync(service, "suggestions", new JsonObject { ["patternId"] = pattern });
        Assert.Equal((3, 3), ((int)suggestion["covers"]!["occurrences"]!, (int)suggestion["covers"]!["alerts"]!));
        Assert.Equal(3, (int)suggestion["preview"]!["hidden"]!["occurrences"]!);
        Assert.Equal([2, 1], suggestion["narrower"]!.AsArray().Select(one => (int)one!["covers"]!["occurrences"]!));
        var shape = suggestion["terms"]!.AsArray().Single(term => (string?)term!["term"] == "shape")!;
        Assert.Equal((true, ""), ((bool)shape["leftOut"]!, (string?)shape["value"]));

        var all = new JsonArray([.. alerts.Select(alert => alert!["id"]!.DeepClone())]);
        var refused = await SendAsync(service, "/suggestions", new JsonObject { ["alertIds"] = all });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("no-one-item", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suggestions", "{}", 422, "one-of")]
    [InlineData("suggestions", """{"alertIds":["x"],"patternId":"x"}""", 422, "one-of")]
    [InlineData("suggestions", """{"alertIds":[]}""", 422, "Give at least one alert")]
    [InlineData("suggestions", """{"alertIds":[null]}""", 422, "An alert has an id")]
    [InlineData("suggestions", """{"alertIds":["x"]}""", 422, "unknown-alert")]
    [InlineData("suggestions", """{"patternId":"x"}""", 404, "x")]
    [InlineData("preview", """{"expiresInDays":1,"expiresAt":"2030-01-01T00:00:00Z"}""", 422, "expiry-twice")]
    [InlineData("preview", """{"scope":{"hosts":[" "]}}""", 422, "blank")]
    [InlineData("preview", """{"source":{"path":"x"}}""", 400, "unknown-member")]
    [InlineData("explain", "{}", 422, "one-of")]
    [InlineData("explain", """{"alertId":"x","event":{}}""", 422, "one-of")]
    [InlineData("explain", """{"alertId":"x","itemId":"x","item":{}}""", 422, "one-of")]
    [InlineData("explain", """{"alertId":"x"}""", 404, "There is no alert x")]
    [InlineData("explain", """{"event":{"event":{"code":"1"}}}""", 422, "not-an-access")]
    [InlineData("explain", """{"event":[]}""", 400, "#/event")]
    [InlineData("explain", """{"event":{},"item":{"source":{"executable":" "}}}""", 422, "#/item/source/executable")]
    public async Task What_cannot_be_understood_is_refused(string door, string body, int status, string holds)
    {
        await using var service = TestService.StartQuiet();

        var answer = await SendAsync(service, $"/{door}", Parse(body));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(holds, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // Of the same program to the same target: more rights, and the same rights by another way.
    private static string[] Attacks =>
    [
        (Noise with { Record = 5000, Pid = 5000, Mask = "0x1438", At = Time(5000) }).Winlogbeat8,
        (Noise with { Record = 5001, Pid = 5001, Trace = AccessEvent.Unbacked, At = Time(5001) }).Winlogbeat8,
    ];

    private static string Of(int number) =>
        (Noise with { Record = number, Pid = 1000 + number, At = Time(number) }).Winlogbeat8;

    private static DateTime Time(int second) => Noise.At.AddSeconds(second);

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;

    private static List<string?> CodesIn(JsonNode preview) =>
        [.. preview["refusals"]!.AsArray().Select(refusal => (string?)refusal!["code"])];

    private static async Task<JsonNode> PostAsync(TestService service, string door, JsonNode body) =>
        await TestService.ReadAsync(await SendAsync(service, $"/{door}", body));

    private static Task<HttpResponseMessage> SendAsync(TestService service, string door, JsonNode body) =>
        service.Client.PostAsync(
            $"/api/v1/exceptions{door}", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    private static async Task ChangeAsync(TestService service, JsonNode alert, string change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/alerts/{alert["id"]}")
        {
            Content = new StringContent(change, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await TestService.ReadAsync(await service.Client.SendAsync(request));
    }
}
