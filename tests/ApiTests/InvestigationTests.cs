using System.Text.Json.Nodes;
using DetectionApi.Api.Evidence;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>Alerts arrive with their investigation done.</summary>
public sealed class InvestigationTests
{
    private const string Dumpert = "credential_access_sysmon_10_11_outlfank_dumpert_and_andrewspecial_memdump";

    [RecordingsFact]
    public async Task The_recorded_dumper_is_investigated_as_soon_as_anybody_asks()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Recordings.Read()[Dumpert]);
        var id = await DumperAsync(service);

        var investigation = await service.GetAsync($"/api/v1/alerts/{id}/investigation");

        Assert.Equal("escalate", (string?)investigation["recommendation"]);
        Assert.Null(investigation["frozenAt"]);
        Assert.Equal(
            ["access", "source-process", "launch-context", "artifacts", "communication", "related-activity"],
            investigation["findings"]!.AsArray().Select(f => (string?)f!["question"]));
        Assert.Equal("escalate", Answer(investigation, "artifacts"));
        Assert.Equal("unresolved", Answer(investigation, "communication"));
    }

    [RecordingsFact]
    public async Task A_process_start_that_is_missing_is_unresolved_and_answered_when_it_comes_however_often()
    {
        await using var service = TestService.Start();
        var events = Recordings.Read()[Dumpert];
        string[] starts = [.. events.Where(e => (string?)JsonNode.Parse(e)!["event"]!["code"] == "1")];
        await service.PostBulkAsync(events.Except(starts));
        var alerts = await service.AlertsAsync();
        var id = (string?)alerts.Single(a => (int)a!["occurrenceCount"]! == 1)!["id"];
        var before = await service.GetAsync($"/api/v1/alerts/{id}/investigation");
        Assert.Equal("unresolved", Answer(before, "launch-context"));

        await service.PostBulkAsync(starts);
        var after = await service.GetAsync($"/api/v1/alerts/{id}/investigation");
        await service.PostBulkAsync(starts);
        var again = await service.GetAsync($"/api/v1/alerts/{id}/investigation");

        Assert.Contains("cmd.exe", Finding(after, "launch-context")["because"]!.ToString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(after["findings"], again["findings"]));
    }

    [RecordingsFact]
    public async Task Each_pivot_says_whether_nothing_was_seen_or_could_be_seen()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Recordings.Read()[Dumpert]);
        var id = await DumperAsync(service);

        var pivots = (await service.GetAsync($"/api/v1/alerts/{id}/pivots"))["items"]!.AsArray();
        var files = await service.GetAsync($"/api/v1/alerts/{id}/pivots/file-events?limit=1");

        Assert.Equal(
            [
                "source-process rows", "child-processes none-seen", "file-events rows", "network-and-dns no-telemetry",
                "user-alerts rows", "host-alerts rows",
            ],
            pivots.Select(p => $"{p!["pivot"]} {p["answer"]}"));
        Assert.EndsWith(".dmp", (string?)files["events"]![0]!["fields"]!["file.path"]![0]);
    }

    [RecordingsFact]
    public async Task The_rows_of_a_pivot_come_in_parts_each_once()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Recordings.Read()[Dumpert]);
        var id = await DumperAsync(service);
        var all = await service.GetAsync($"/api/v1/alerts/{id}/pivots/source-process");

        var keys = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await service.GetAsync(
                $"/api/v1/alerts/{id}/pivots/source-process?limit=1{(cursor == "" ? "" : $"&cursor={cursor}")}");
            keys.AddRange(part["events"]!.AsArray().Select(e => (string?)e!["eventKey"]));
            cursor = (string?)part["nextCursor"];
        }

        Assert.True(keys.Count > 1);
        Assert.Equal(all["events"]!.AsArray().Select(e => (string?)e!["eventKey"]), keys);
    }

    [RecordingsFact]
    public async Task Evidence_is_whole_and_the_same_for_the_same_state()
    {
        // Whoever investigates in between notes another time.
        await using var service = TestService.StartQuiet();
        await service.PostBulkAsync(Recordings.Read()[Dumpert]);
        var id = await DumperAsync(service);

        var bundle = await service.Client.GetByteArrayAsync($"/api/v1/alerts/{id}/evidence");
        var again = await service.Client.GetByteArrayAsync($"/api/v1/alerts/{id}/evidence");

        Assert.Equal(bundle, again);
        Assert.Empty(EvidenceCheck.FaultsOf(bundle));
        var files = EvidenceArchive.Unpack(bundle).ToDictionary(f => f.Name, f => f.Content);
        Assert.Equal(
            [
                "alert.json", "comments.json", "containment.json", "context/authentication.json", "context/files.json",
                "context/network.json", "context/other.json", "context/process-starts.json", "exceptions.json",
                "history.json", "investigation.json", "manifest.json", "occurrences.json", "occurrences/000001.json",
                "report.md",
            ],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(Recordings.Read()[Dumpert], e => files["occurrences/000001.json"].SequenceEqual(Utf8(e)));
        JsonAssert.Contains(
            JsonNode.Parse("""{"considered":[],"note":"No exception item hid the alert or any of its events."}"""),
            JsonNode.Parse(files["exceptions.json"]));
        var report = System.Text.Encoding.UTF8.GetString(files["report.md"]);
        Assert.Contains("Recommendation: **escalate**", report, StringComparison.Ordinal);
        Assert.Contains("`Outflank-Dumpert.exe`", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_nothing_to_ask_of_an_alert_that_does_not_exist()
    {
        await using var service = TestService.Start();
        foreach (var path in new[] { "investigation", "pivots", "pivots/file-events", "evidence" })
            Assert.Equal(404, (int)(await service.Client.GetAsync($"/api/v1/alerts/none/{path}")).StatusCode);
    }

    private static async Task<string> DumperAsync(TestService service) =>
        (string)(await service.AlertsAsync()).Single(a => (int)a!["occurrenceCount"]! == 1)!["id"]!;

    private static string? Answer(JsonNode investigation, string question) =>
        (string?)Finding(investigation, question)["answer"];

    private static JsonNode Finding(JsonNode investigation, string question) =>
        investigation["findings"]!.AsArray().Single(f => (string?)f!["question"] == question)!;

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
