using System.Text.Json.Nodes;
using DetectionApi.Api.Evidence;
using DetectionApi.Api.ExceptionItems;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>What items do to alerts in the course of their life, over HTTP.</summary>
public sealed class ExceptionAlertTests
{
    private static AccessEvent Access(int number) => ExceptionDesk.Access with { Record = number, Pid = 5000 + number };

    [Fact]
    public async Task An_event_after_the_answer_of_an_activation_is_covered_and_after_that_of_a_revocation_is_not()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        for (var round = 0; round < 5; round++)
        {
            await desk.ActivateAsync(ExceptionDesk.Item($"item-{round}"));
            await service.PostEventsAsync(Access(2 * round).Winlogbeat8);
            await desk.DoAsync($"/item-{round}/revoke", """{"comment":"gone"}""");
            await service.PostEventsAsync(Access((2 * round) + 1).Winlogbeat8);
        }

        Assert.Equal(5, (await service.AlertsAsync("&disposition=excepted")).Count);
        Assert.Equal(5, (await service.AlertsAsync()).Count);
    }

    [Fact]
    public async Task Activation_closes_what_is_covered_and_revoking_brings_it_back()
    {
        await using var service = TestService.StartQuiet();
        var (desk, analyst) = (new ExceptionDesk(service), new Analyst(service));
        var other = Access(3) with { Trace = $"{AccessEvent.Unbacked}|{AccessEvent.KernelBase}|UNKNOWN(1)" };
        await service.PostEventsAsync(
            Access(1).Winlogbeat8, Access(2).Winlogbeat8,
            (Access(2) with { Record = 9, Trace = other.Trace }).Winlogbeat8, other.Winlogbeat8);
        var item = ExceptionDesk.With(ExceptionDesk.Item(), "callTrace/shape", "unbacked ?>kernelbase.dll");
        await desk.CreateAsync(item);

        var closed = (await desk.DoAsync("/agent/submit", """{"closeCovered":true}"""))["closed"]!;

        Assert.Equal((1, 1), ((int)closed["alerts"]!, (int)closed["occurrences"]!));
        var id = (string)closed["alertIds"]![0]!;
        var alert = await analyst.AlertAsync(id);
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {"status":"closed","closingReason":"automated-closure","disposition":"excepted","exceptionId":"agent",
                "evidence":null}
                """),
            alert);
        Assert.Equal(2, (await service.AlertsAsync("&status=open")).Count);
        Assert.Equal(
            ["mira status", "mira closingReason", "mira disposition", "mira exceptionId"],
            (await analyst.ItemsAsync($"{id}/history")).Select(entry => $"{entry!["actor"]} {entry["field"]}"));
        await service.PostEventsAsync((Access(4) with { At = DateTime.UtcNow.AddMinutes(-1) }).Winlogbeat8);
        JsonAssert.Contains(
            JsonNode.Parse("""{"total":2,"last24Hours":1,"hosts":1,"stale":false}"""),
            (await desk.ReadAsync())["counters"]);
        var matches = (await desk.ReadAsync("/agent/matches"))["items"]!.AsArray();
        Assert.Equal(["5004", "5001"], matches.Select(match =>
            (string?)match!["document"]!["winlog"]!["event_data"]!["SourceProcessId"]));
        Assert.Equal((id, "pc-0815.corp.example"),
            ((string?)matches[1]!["alertId"], (string?)matches[1]!["host"]));

        var revoked = await desk.DoAsync("/agent/revoke", """{"comment":"gone"}""");
        Assert.Equal(2, (int)revoked["released"]!["alerts"]!);
        Assert.Equal(2, (await service.AlertsAsync()).Count);
        await desk.DoAsync("/agent/revoke", """{"comment":"after all","raise":true}""");

        Assert.Equal(4, (await service.AlertsAsync("&status=open")).Count);
        Assert.Empty(await service.AlertsAsync("&disposition=excepted"));
        JsonAssert.Contains(
            JsonNode.Parse(
                """{"status":"open","closingReason":null,"disposition":"raised","exceptionId":null}"""),
            await analyst.AlertAsync(id));
        Assert.Equal(2, (int)(await desk.ReadAsync())["counters"]!["total"]!);
    }

    [Fact]
    public async Task What_is_closed_can_be_closed_later_and_twice()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await service.PostEventsAsync(Access(1).Winlogbeat8);
        await desk.ActivateAsync(ExceptionDesk.Item());
        Assert.Equal("open", (string?)Assert.Single(await service.AlertsAsync())!["status"]);

        Assert.Equal(1, (int)(await desk.DoAsync("/agent/close-covered", """{"dryRun":true}"""))["closed"]!["alerts"]!);
        Assert.Equal(1, (int)(await desk.DoAsync("/agent/close-covered"))["closed"]!["alerts"]!);
        Assert.Equal(0, (int)(await desk.DoAsync("/agent/close-covered"))["closed"]!["alerts"]!);
        Assert.Empty(await service.AlertsAsync());
    }

    [Fact]
    public async Task A_new_item_takes_over_what_it_covers_of_the_one_that_it_replaces()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.ActivateAsync(ExceptionDesk.Item("old"));
        var all = Access(2) with { Mask = "0x1400" };
        await service.PostEventsAsync(Access(1).Winlogbeat8, all.Winlogbeat8);
        var less = ExceptionDesk.With(ExceptionDesk.Item("new"), "access/classes", new JsonArray("query"));
        less["replaces"] = "old";
        await desk.CreateAsync(less);

        var would = await desk.DoAsync("/new/submit", """{"dryRun":true}""");
        var answer = await desk.DoAsync("/new/submit", """{"raise":true}""");

        Assert.Equal((string)would["released"]!.ToJsonString(), (string)answer["released"]!.ToJsonString());
        Assert.Equal(1, (int)answer["released"]!["alerts"]!);
        Assert.Equal("revoked", await desk.StatusAsync("old"));
        Assert.Equal("0x1010", (string?)Assert.Single(await service.AlertsAsync())!["access"]!["mask"]);
        Assert.Equal("new", (string?)Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["exceptionId"]);
    }

    [Fact]
    public async Task Narrowing_brings_back_what_is_no_longer_covered()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.ActivateAsync(ExceptionDesk.Item());
        await service.PostEventsAsync(Access(1).Winlogbeat8, (Access(2) with { Mask = "0x1400" }).Winlogbeat8);
        var less = ExceptionDesk.With(ExceptionDesk.Item(), "access/classes", new JsonArray("query"));

        var would = await TestService.ReadAsync(await desk.PutAsync("/agent?dryRun=true", less));
        var quiet = await TestService.ReadAsync(await desk.PutAsync("/agent", less));
        Assert.Equal((1, 1), ((int)would["released"]!["alerts"]!, (int)quiet["released"]!["alerts"]!));
        Assert.Empty(await service.AlertsAsync());

        await TestService.ReadAsync(await desk.PutAsync("/agent?raise=true", less));
        Assert.Equal("0x1010", (string?)Assert.Single(await service.AlertsAsync())!["access"]!["mask"]);
    }

    [Fact]
    public async Task The_evidence_tells_of_the_item_that_hid_the_alert_as_it_was_then()
    {
        await using var service = TestService.StartQuiet();
        var desk = new ExceptionDesk(service);
        await desk.ActivateAsync(ExceptionDesk.Item());
        await service.PostEventsAsync(Access(1).Winlogbeat8);
        var id = (string?)Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["id"];
        await desk.DoAsync("/agent/revoke", """{"comment":"gone"}""");
        async Task<JsonNode> ConsideredAsync()
        {
            var bundle = await service.Client.GetByteArrayAsync($"/api/v1/alerts/{id}/evidence");
            var file = EvidenceArchive.Unpack(bundle).Single(file => file.Name == "exceptions.json");
            return Assert.Single(JsonNode.Parse(file.Content)!["considered"]!.AsArray())!;
        }

        Assert.Equal(
            ["create", "submit"],
            (await ConsideredAsync())["versions"]!.AsArray().Select(version => (string?)version!["action"]));
        await desk.DoAsync("/agent/revoke", """{"comment":"after all","raise":true}""");
        var released = await ConsideredAsync();
        Assert.Equal("agent", (string?)released["id"]);
        Assert.Equal(3, released["versions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Nobody_closes_an_alert_as_items_do()
    {
        await using var service = TestService.StartQuiet();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal(
            ["reason-not-for-people #/closingReason"],
            await Analyst.FaultsAsync(await analyst.PatchAsync(
                id, """{"status":"closed","closingReason":"automated-closure"}""")));
        Assert.Single(await service.AlertsAsync("&status=open"));
    }

    [Fact]
    public async Task An_item_warns_and_expires_and_hides_what_happened_before()
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(time);
        var desk = new ExceptionDesk(service);
        await desk.ActivateAsync(ExceptionDesk.Item());
        await using var stream = await EventStream.OpenAsync(service);
        var clock = service.Services.GetRequiredService<ExceptionClock>();
        var told = new List<string>();

        foreach (var days in new[] { 17, 11, 2 })
        {
            time.Advance(TimeSpan.FromDays(days));
            await clock.LookAsync(default);
            var next = await stream.NextAsync();
            told.Add($"{next.Name} {next.Alert["id"]} {next.Alert["owner"]} {next.Alert["days"]}");
            if (days == 17) Assert.Single(await ExpiringAsync(service));
        }

        Assert.Equal(
            [
                "exception-expiring agent app team 13", "exception-expiring agent app team 2",
                "exception-expired agent app team 0",
            ],
            told);
        Assert.Equal("expired", await desk.StatusAsync());
        Assert.Empty(await ExpiringAsync(service));
        Assert.Equal(
            ["warn system", "warn system", "expire system"],
            (await desk.ReadAsync("/agent/history"))["items"]!.AsArray().Skip(2)
                .Select(version => $"{version!["action"]} {version["actor"]}"));

        // Late, but from before it expired; and from after that.
        var end = DateTime.UtcNow.AddDays(30);
        await service.PostEventsAsync(
            (Access(1) with { At = end.AddHours(-1) }).Winlogbeat8,
            (Access(2) with { At = end.AddHours(1) }).Winlogbeat8);
        Assert.Equal(5002, (int)Assert.Single(await service.AlertsAsync())!["source"]!["pid"]!);
        Assert.Equal(5001, (int)Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["source"]!["pid"]!);

        // Within a week after it expired, and later.
        foreach (var (days, process) in new[] { (6, 3), (2, 4) })
        {
            time.Advance(TimeSpan.FromDays(days));
            await clock.LookAsync(default);
            await service.PostEventsAsync((Access(process) with { At = end.AddHours(-1) }).Winlogbeat8);
        }

        Assert.Equal([5002, 5004], (await service.AlertsAsync()).Select(a => (int)a!["source"]!["pid"]!).Order());
    }

    private static async Task<JsonArray> ExpiringAsync(TestService service) =>
        (await service.GetAsync("/api/v1/exceptions?expiringWithinDays=14"))["items"]!.AsArray();
}
