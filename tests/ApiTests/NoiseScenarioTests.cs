using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace DetectionApi.ApiTests;

/// <summary>The way from a rule that nobody can bear to a queue that a person can read, and back.</summary>
public class NoiseScenarioTests(ITestOutputHelper output)
{
    private const int QueueMax = 30;
    private const int EventsPerBatch = 2_000;

    [Fact]
    public async Task Two_items_leave_a_short_queue_with_every_attack_and_revoking_brings_everything_back()
    {
        await using var service = TestService.StartQuiet();
        await ActivateFirstVersionAsync(service);
        foreach (var batch in NoiseReport.Events().Chunk(EventsPerBatch)) await service.PostBulkAsync(batch);
        var before = await QueueAsync(service);
        Assert.Equal(NoiseReport.EventCount, before.Sum(Occurrences));
        output.WriteLine($"{NoiseReport.EventCount} matching events: {before.Count} alerts in the queue.");

        var items = new List<string>();
        foreach (var name in new[] { "noise-1", "noise-2" }) items.Add(await ExceptNoisiestAsync(service, name));

        var after = await QueueAsync(service);
        output.WriteLine($"Two items: {after.Count} alerts in the queue.");
        Assert.InRange(after.Count, NoiseReport.Attacks.Count, QueueMax);
        await AssertAllAttacksAreAmongAsync(service, after);

        var hidden = await RecordsOfAsync(service, [.. items.Select(id => $"/api/v1/exceptions/{id}/matches")]);
        var shown = await RecordsOfAsync(service, [.. after.Select(a => $"/api/v1/alerts/{a["id"]}/occurrences")]);
        output.WriteLine($"{hidden.Count} events are hidden and listed, {shown.Count} are in the queue.");
        Assert.Empty(hidden.Intersect(shown));
        Assert.Equal(
            NoiseReport.Matching().Select(e => e.Record).Order(), hidden.Concat(shown).Order());

        // What comes on does not come into the queue, but for what differs.
        await service.PostBulkAsync(NoiseReport.NextDay());
        var next = await QueueAsync(service);
        output.WriteLine($"Another day: {next.Count - after.Count} more alerts in the queue.");
        Assert.Equal(after.Count + 1, next.Count);

        foreach (var item in items)
        {
            var revoked = await PostAsync(service, $"{item}/revoke", new { comment = "Over.", raise = true });
            output.WriteLine($"Revoking {item} released {revoked["released"]!["alerts"]} alerts.");
        }

        var back = await QueueAsync(service);
        Assert.Superset(Ids(before), Ids(back));
        Assert.All(back.Where(a => Ids(before).Contains(Id(a))), a => Assert.Equal("open", (string?)a["status"]));
        Assert.Equal(0, await CountAsync(service, "excepted"));
    }

    private async Task<string> ExceptNoisiestAsync(TestService service, string id)
    {
        var suggestion = (await service.GetAsync("/api/v1/exceptions/suggestions?limit=1"))["items"]![0]!;
        var item = suggestion["item"]!.DeepClone().AsObject();
        item["id"] = id;
        item["name"] = $"Known noise {id}";
        item["reason"] = "Seen on every host since the fleet was set up; the service manager does it.";
        item["owner"] = "Client engineering";
        item["evidence"] = new JsonArray(new JsonObject { ["kind"] = "owner", ["reference"] = "CHG-1208" });
        output.WriteLine(
            $"The noisiest: {suggestion["occurrences"]} events in {suggestion["alerts"]} alerts on "
            + $"{suggestion["hosts"]} hosts, breadth {suggestion["breadth"]!["score"]}: {suggestion["shape"]}");

        var preview = await PostAsync(service, "preview", item);
        Assert.Empty(preview["refusals"]!.AsArray());
        Assert.Equal((long)suggestion["occurrences"]!, (long)preview["hidden"]!["occurrences"]!);

        await PostAsync(service, "", item, HttpStatusCode.Created);
        var changed = await PostAsync(service, $"{id}/submit", new { closeCovered = true });
        if ((string?)changed["item"]!["status"] == "pending")
            changed = await PostAsync(service, $"{id}/approve", new { closeCovered = true }, actor: "omar");
        output.WriteLine($"{id} is {changed["item"]!["status"]}: {changed["closed"]!["alerts"]} alerts closed.");
        Assert.Equal((int)preview["hidden"]!["openAlerts"]!, (int)changed["closed"]!["alerts"]!);
        return id;
    }

    private static async Task AssertAllAttacksAreAmongAsync(TestService service, IReadOnlyList<JsonNode> queue)
    {
        var shown = await RecordsOfAsync(service, [.. queue.Select(a => $"/api/v1/alerts/{a["id"]}/occurrences")]);
        Assert.Superset(NoiseReport.Attacks.Select(attack => attack.Record).ToHashSet(), shown.ToHashSet());
    }

    private static async Task ActivateFirstVersionAsync(TestService service)
    {
        // The report is about versions before 315, which left SYSFER.DLL out.
        using var answer = await service.PatchRuleAsync("""{"activeVersion":3}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<JsonNode> PostAsync(
        TestService service, string path, object body, HttpStatusCode status = HttpStatusCode.OK, string actor = "mira")
    {
        var json = body as JsonNode ?? System.Text.Json.JsonSerializer.SerializeToNode(body)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/exceptions/{path}".TrimEnd('/'))
        {
            Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Actor", actor);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await service.Client.SendAsync(request);
        Assert.True(answer.StatusCode == status, await answer.Content.ReadAsStringAsync());
        return await TestService.ReadAsync(answer);
    }

    private static async Task<List<JsonNode>> QueueAsync(TestService service) =>
        await AllAsync(service, "/api/v1/alerts?status=open,acknowledged,in-progress");

    private static async Task<int> CountAsync(TestService service, string disposition) =>
        (await AllAsync(service, $"/api/v1/alerts?disposition={disposition}")).Count;

    private static async Task<List<int>> RecordsOfAsync(TestService service, IReadOnlyList<string> lists)
    {
        var records = new List<int>();
        foreach (var list in lists)
            records.AddRange((await AllAsync(service, list)).Select(occurrence => int.Parse(
                (string)occurrence["recordId"]!, CultureInfo.InvariantCulture)));
        return records;
    }

    private static async Task<List<JsonNode>> AllAsync(TestService service, string path)
    {
        var all = new List<JsonNode>();
        var page = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1000";
        for (var next = page; ;)
        {
            var answer = await service.GetAsync(next);
            all.AddRange(answer["items"]!.AsArray().Select(item => item!));
            if ((string?)answer["nextCursor"] is not { } cursor) return all;
            next = $"{page}&cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    private static int Occurrences(JsonNode alert) => (int)alert["occurrenceCount"]!;

    private static string Id(JsonNode alert) => (string)alert["id"]!;

    private static HashSet<string> Ids(IEnumerable<JsonNode> alerts) => [.. alerts.Select(Id)];
}
