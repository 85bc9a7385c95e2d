using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>What is known about alerts is kept up to date while nobody asks.</summary>
public sealed class InvestigationWorkerTests
{
    private const string Process = "{1C5E3A77-4B21-69A5-0C01-0000000010E1}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly AccessEvent Harmless = new() { Mask = "0x1000" };

    [Fact]
    public async Task Context_that_comes_late_changes_what_the_list_says()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Harmless.Winlogbeat8);
        await ComesToAsync(service, "review");

        await service.PostBulkAsync(Dump(1));

        await ComesToAsync(service, "escalate");
    }

    [Fact]
    public async Task It_does_so_after_a_restart_too()
    {
        using var directory = new TestDirectory();
        await using (var service = TestService.StartOn(directory))
        {
            await service.PostBulkAsync(Harmless.Winlogbeat8);
            await ComesToAsync(service, "review");
        }

        await using var again = TestService.StartOn(directory);
        await again.PostBulkAsync(Dump(1));

        await ComesToAsync(again, "escalate");
    }

    [Fact]
    public async Task A_flood_of_files_does_not_wash_a_dump_away()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Harmless.Winlogbeat8, Dump(1));
        await ComesToAsync(service, "escalate");

        await service.PostBulkAsync(Enumerable.Range(2, 2_500).Select(i => File(i, $@"C:\Data\junk-{i}.txt")));

        var id = (string?)(await service.AlertsAsync()).Single()!["id"];
        var now = await service.GetAsync($"/api/v1/alerts/{id}/investigation");
        Assert.Equal("escalate", (string?)now["recommendation"]);
        var paths = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await service.GetAsync(
                $"/api/v1/alerts/{id}/pivots/file-events?limit=1000{(cursor == "" ? "" : $"&cursor={cursor}")}");
            paths.AddRange(part["events"]!.AsArray().Select(e => (string?)e!["fields"]!["file.path"]![0]));
            cursor = (string?)part["nextCursor"];
        }

        Assert.Equal(2_501, paths.Distinct().Count());
        Assert.Equal(2_501, paths.Count);
    }

    [Fact]
    public async Task An_event_of_a_far_future_holds_nobody_up()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(
            (Harmless with { At = new DateTime(2199, 1, 1, 0, 0, 0, DateTimeKind.Utc), Computer = "far" }).Winlogbeat8);
        await ComesToAsync(service, "review");

        await service.PostBulkAsync((Harmless with { Record = 2, Computer = "near" }).Winlogbeat8);

        await ComesToAsync(service, "review");
    }

    [Fact]
    public async Task A_verdict_on_one_alert_is_news_for_the_others_of_its_pattern()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(
            Harmless.Winlogbeat8, (Harmless with { Record = 2, Computer = "other" }).Winlogbeat8);
        await ComesToAsync(service, "review");
        var analyst = new Analyst(service);
        var id = (string)(await service.AlertsAsync())[0]!["id"]!;

        await analyst.ChangeAsync(id, Analyst.Closing);

        await UntilAsync(async () => (await service.AlertsAsync("&status=open"))
            .Select(alert => (string?)alert!["recommendation"]).SequenceEqual(["escalate"]));
    }

    [Fact]
    public async Task Alerts_past_the_cap_are_looked_into_as_well()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Enumerable.Range(1, 101).Select(i => (Harmless with
        {
            Record = i,
            Computer = $"pc-{i}",
        }).Winlogbeat8));

        await UntilAsync(async () => (await service.AlertsAsync("&disposition=overflow"))
            .Select(alert => (string?)alert!["recommendation"]).SequenceEqual(["review"]));
    }

    [Fact]
    public async Task Closing_many_keeps_what_is_known_then()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Harmless.Winlogbeat8);
        await ComesToAsync(service, "review");
        var analyst = new Analyst(service);
        var id = (string)(await service.AlertsAsync())[0]!["id"]!;
        await analyst.ChangeAsync(id, """{"status":"acknowledged"}""");
        await service.PostBulkAsync(Dump(1));
        var acknowledged = await service.GetAsync($"/api/v1/alerts/{id}/investigation");
        Assert.Equal("review", (string?)acknowledged["recommendation"]);
        Assert.Equal("escalate", (string?)acknowledged["currentRecommendation"]);

        await TestService.ReadAsync(await analyst.PostAsync(
            "actions", $$"""{"ids":["{{id}}"],"change":{{Analyst.Closing}}}"""));

        var closed = await service.GetAsync($"/api/v1/alerts/{id}/investigation");
        Assert.Equal("escalate", (string?)closed["recommendation"]);
        Assert.NotNull((string?)closed["frozenAt"]);
    }

    private static string Dump(int record) => File(record, @"C:\Windows\Temp\lsass.dmp");

    private static string File(int record, string path) => SomeContext.Sysmon(11)
        .With("winlog.computer_name", Harmless.Computer).With("host.name", Harmless.Computer)
        .With("winlog.record_id", 9000 + record).With("@timestamp", "2026-03-02T08:15:31.500Z")
        .Data("UtcTime", $"2026-03-02 08:15:31.{record % 1000:d3}").Data("ProcessGuid", Process)
        .Data("ProcessId", $"{Harmless.Pid}").Data("Image", Harmless.Source).Data("TargetFilename", path).Json;

    private static Task ComesToAsync(TestService service, string recommendation) => UntilAsync(async () =>
        (await service.AlertsAsync()).All(alert => (string?)alert!["recommendation"] == recommendation));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It did not come to that in time.");
            await Task.Delay(50);
        }
    }
}
