using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems;
using DetectionApi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>The life of exception items, over HTTP.</summary>
public sealed class ExceptionLifeTests
{
    private const string Why = """{"comment":"because"}""";

    [Theory]
    [InlineData("draft", "submit", "pending")]
    [InlineData("draft", "approve", null)]
    [InlineData("draft", "reject", null)]
    [InlineData("draft", "revoke", "revoked")]
    [InlineData("draft", "close-covered", null)]
    [InlineData("draft", "put", "draft")]
    [InlineData("pending", "submit", null)]
    [InlineData("pending", "approve", "active")]
    [InlineData("pending", "reject", "draft")]
    [InlineData("pending", "revoke", "revoked")]
    [InlineData("pending", "close-covered", null)]
    [InlineData("pending", "put", "draft")]
    [InlineData("active", "submit", null)]
    [InlineData("active", "approve", null)]
    [InlineData("active", "reject", null)]
    [InlineData("active", "revoke", "revoked")]
    [InlineData("active", "close-covered", "active")]
    [InlineData("active", "put", "active")]
    [InlineData("expired", "submit", null)]
    [InlineData("expired", "approve", null)]
    [InlineData("expired", "reject", null)]
    [InlineData("expired", "revoke", "revoked")]
    [InlineData("expired", "close-covered", null)]
    [InlineData("expired", "put", null)]
    [InlineData("revoked", "submit", null)]
    [InlineData("revoked", "approve", null)]
    [InlineData("revoked", "reject", null)]
    [InlineData("revoked", "revoke", null)]
    [InlineData("revoked", "close-covered", null)]
    [InlineData("revoked", "put", null)]
    public async Task From_every_status_it_goes_where_it_may_and_nowhere_else(string from, string step, string? to)
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(time);
        var desk = new ExceptionDesk(service);
        await desk.BringAsync(from);
        if (from == "expired")
        {
            time.Advance(TimeSpan.FromDays(31));
            await service.Services.GetRequiredService<ExceptionClock>().LookAsync(default);
        }

        Assert.Equal(from, await desk.StatusAsync());
        var answer = step == "put"
            ? await desk.PutAsync("/agent", ExceptionDesk.With(ExceptionDesk.Broad(), "expiresInDays", 29))
            : await desk.As("kim").PostAsync(
                $"/agent/{step}", JsonNode.Parse(step is "reject" or "revoke" ? Why : "{}"));

        if (to is null) Assert.Equal(["transition-refused #"], await Analyst.FaultsAsync(answer));
        else Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(to ?? from, await desk.StatusAsync());
    }

    [Fact]
    public async Task What_needs_no_approval_is_active_at_once_and_otherwise_waits_for_somebody_else()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.ActivateAsync(ExceptionDesk.Item("free"));

        await desk.CreateAsync(ExceptionDesk.Broad());
        var pending = await desk.DoAsync("/agent/submit");
        Assert.Equal("pending", (string?)pending["item"]!["status"]);
        Assert.True((bool)pending["item"]!["needsApproval"]!);
        Assert.Equal(["own-approval #"], await Analyst.FaultsAsync(await desk.PostAsync("/agent/approve")));
        Assert.Equal("pending", await desk.StatusAsync());

        await desk.As("jo").DoAsync("/agent/approve", """{"comment":"Asked the team."}""");
        JsonAssert.Contains(
            JsonNode.Parse("""{"status":"active","approvedBy":"jo","version":3}"""), await desk.ReadAsync());
        var last = (await desk.ReadAsync("/agent/history"))["items"]![2]!;
        Assert.Equal(("approve", "jo", "Asked the team."),
            ((string?)last["action"], (string?)last["actor"], (string?)last["comment"]));
    }

    [Theory]
    [InlineData("Exceptions:ApproveAllHosts", "false", "active")]
    [InlineData("Exceptions:ApproveCredentialTargets", "false", "pending")]
    public async Task The_settings_say_what_takes_approval(string setting, string value, string status)
    {
        await using var service = TestService.Start((setting, value));
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Broad());

        Assert.Equal(status, (string?)(await desk.DoAsync("/agent/submit"))["item"]!["status"]);
    }

    [Fact]
    public async Task Everything_takes_approval_if_the_settings_say_so()
    {
        await using var service = TestService.Start(("Exceptions:ApproveEverything", "true"));
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Item());

        Assert.Equal("pending", (string?)(await desk.DoAsync("/agent/submit"))["item"]!["status"]);
    }

    [Fact]
    public async Task Nobody_approves_what_he_wrote_some_of_in_whatever_version()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Broad());
        await desk.As("jo").PutAsync("/agent", ExceptionDesk.With(ExceptionDesk.Broad(), "owner", "another team"));
        await desk.PutAsync("/agent", ExceptionDesk.Broad());
        await desk.DoAsync("/agent/submit");

        Assert.Equal(["own-approval #"], await Analyst.FaultsAsync(await desk.As("JO").PostAsync("/agent/approve")));
        await desk.As("kim").DoAsync("/agent/approve");
    }

    [Fact]
    public async Task An_approver_who_looked_at_another_version_approves_nothing()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.BringAsync("pending");
        await desk.PutAsync("/agent", ExceptionDesk.With(ExceptionDesk.Broad(), "target/image", @"C:\a\b.exe"));
        await desk.DoAsync("/agent/submit");

        Assert.Equal(412, (int)(await desk.As("jo").PostAsync("/agent/approve", null, "\"2\"")).StatusCode);
        Assert.Equal(200, (int)(await desk.As("jo").PostAsync("/agent/approve", null, "\"4\"")).StatusCode);
    }

    [Fact]
    public async Task Of_eight_approvals_at_once_one_wins()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.BringAsync("pending");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => desk.As($"approver {number}").PostAsync("/agent/approve", null, "\"2\"")));

        Assert.Equal([200, .. Enumerable.Repeat(412, 7)], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal(3, (await desk.ReadAsync("/agent/history"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_override_is_asked_for_and_let_pass_with_a_reason_that_stays()
    {
        await using var service = TestService.StartQuiet();
        var (desk, analyst) = (new ExceptionDesk(service), new Analyst(service));
        await service.PostEventsAsync(ExceptionDesk.Access.Winlogbeat8);
        var alert = (string)Assert.Single(await service.AlertsAsync())!["id"]!;
        await analyst.ChangeAsync(alert, """{"assignee":"mira"}""");
        Assert.Equal(
            ["hides-assigned-alert #"], await Analyst.FaultsAsync(await desk.PostAsync("", ExceptionDesk.Item())));

        var asking = ExceptionDesk.With(
            ExceptionDesk.Item(), "overrides",
            JsonNode.Parse("""[{"code":"hides-assigned-alert","reason":"It is mine."}]"""));
        await desk.CreateAsync(asking);
        Assert.Equal("pending", (string?)(await desk.DoAsync("/agent/submit"))["item"]!["status"]);
        var approver = desk.As("jo");
        Assert.Equal(
            ["override-not-repeated #/overrides"],
            await Analyst.FaultsAsync(await approver.PostAsync("/agent/approve")));
        Assert.Equal(
            ["missing #/overrides/0/reason"],
            await Analyst.FaultsAsync(await approver.PostAsync(
                "/agent/approve", JsonNode.Parse("""{"overrides":[{"code":"hides-assigned-alert"}]}"""))));
        await approver.DoAsync(
            "/agent/approve", """{"overrides":[{"code":"hides-assigned-alert","reason":"Asked mira."}]}""");

        var item = await desk.ReadAsync();
        Assert.Equal(("It is mine.", "Asked mira."),
            ((string?)item["overrides"]![0]!["reason"], (string?)item["overridden"]![0]!["reason"]));
    }

    [Fact]
    public async Task What_changed_since_it_was_submitted_stops_an_approval()
    {
        await using var service = TestService.StartQuiet();
        var (desk, analyst) = (new ExceptionDesk(service), new Analyst(service));
        await desk.BringAsync("pending");
        await service.PostEventsAsync(ExceptionDesk.Access.Winlogbeat8);
        var alert = (string)Assert.Single(await service.AlertsAsync())!["id"]!;
        await analyst.ChangeAsync(alert, Analyst.Closing);

        Assert.Equal(
            ["hides-true-positive #"], await Analyst.FaultsAsync(await desk.As("jo").PostAsync("/agent/approve")));
        Assert.Equal(
            ["hides-true-positive #"], await Analyst.FaultsAsync(await desk.PutAsync("/agent", ExceptionDesk.Item())));
        Assert.Equal("pending", await desk.StatusAsync());
    }

    [Fact]
    public async Task Rejecting_and_revoking_take_a_reason()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.BringAsync("pending");

        foreach (var step in new[] { "reject", "revoke" })
            Assert.Equal(["missing #/comment"], await Analyst.FaultsAsync(await desk.PostAsync($"/agent/{step}")));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_come_of_it_and_changes_nothing()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await service.PostEventsAsync(ExceptionDesk.Access.Winlogbeat8);
        await desk.CreateAsync(ExceptionDesk.Item());

        var answer = await desk.PostAsync(
            "/agent/submit", JsonNode.Parse("""{"dryRun":true,"closeCovered":true}"""));

        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        var would = await TestService.ReadAsync(answer);
        Assert.Equal((true, "active", 1),
            ((bool)would["dryRun"]!, (string?)would["item"]!["status"], (int)would["closed"]!["alerts"]!));
        Assert.Equal("draft", await desk.StatusAsync());
        Assert.Equal("open", (string?)Assert.Single(await service.AlertsAsync())!["status"]);
    }

    [Fact]
    public async Task What_is_active_covers_after_a_restart()
    {
        using var directory = new TestDirectory();
        await using (var service = TestService.StartOn(directory))
            await new ExceptionDesk(service).ActivateAsync(ExceptionDesk.Item());

        await using var again = TestService.StartOn(directory);
        await again.PostEventsAsync(ExceptionDesk.Access.Winlogbeat8);

        Assert.Empty(await again.AlertsAsync());
        Assert.Single(await again.AlertsAsync("&disposition=excepted"));
    }
}
