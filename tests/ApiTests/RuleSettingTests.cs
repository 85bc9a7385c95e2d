using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>What choosing a version of the rule, or switching it off, does to events.</summary>
public sealed class RuleSettingTests
{
    private static readonly AccessEvent FromWin32u = new()
    {
        Trace = $@"C:\Windows\System32\win32u.dll+1234|{AccessEvent.Ntdll}",
    };

    [Fact]
    public async Task The_version_that_is_chosen_judges_from_the_next_batch_on()
    {
        await using var service = TestService.Start();

        await service.PostBulkAsync((FromWin32u with { Record = 1 }).Winlogbeat8);
        Assert.Empty(await service.AlertsAsync());

        await TestService.ReadAsync(await service.PatchRuleAsync("""{"activeVersion":3}"""));
        await service.PostBulkAsync((FromWin32u with { Record = 2 }).Winlogbeat8);
        var alert = Assert.Single(await service.AlertsAsync())!;
        Assert.Equal(3, (int)alert["rule"]!["version"]!);
        Assert.Equal("win32u", (string?)alert["callTrace"]!["firstFrame"]!["kind"]);

        await TestService.ReadAsync(await service.PatchRuleAsync("""{"activeVersion":316}"""));
        await service.PostBulkAsync((FromWin32u with { Record = 3 }).Winlogbeat8);
        Assert.Equal(1, (int)Assert.Single(await service.AlertsAsync())!["occurrenceCount"]!);
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_is_silent_until_it_is_switched_on()
    {
        await using var service = TestService.Start();

        await TestService.ReadAsync(await service.PatchRuleAsync("""{"enabled":false}"""));
        var answer = await service.PostBulkAsync(Some.RaisedEvent(1));
        Assert.False((bool)answer["errors"]!);
        Assert.Empty(await service.AlertsAsync());

        await TestService.ReadAsync(await service.PatchRuleAsync("""{"enabled":true}"""));
        await service.PostBulkAsync(Some.RaisedEvent(2));
        Assert.Single(await service.AlertsAsync());
    }

    [Fact]
    public async Task What_was_chosen_outlives_a_restart()
    {
        using var directory = new TestDirectory();
        await using (var service = TestService.StartOn(directory))
            await TestService.ReadAsync(await service.PatchRuleAsync("""{"activeVersion":3}""", actor: "j.doe"));

        await using var again = TestService.StartOn(directory);
        await again.PostBulkAsync(FromWin32u.Winlogbeat8);

        var rule = await again.GetAsync($"/api/v1/rules/{Some.RuleId}");
        JsonAssert.Contains(
            JsonNode.Parse("""{"activeVersion":3,"revision":2,"changedBy":"j.doe","changedAt":"…"}"""), rule);
        Assert.Single(await again.AlertsAsync());
    }

    [Fact]
    public async Task Alerts_outlive_a_restart_and_go_on_counting()
    {
        using var directory = new TestDirectory();
        var first = new AccessEvent { Record = 1 };
        await using (var service = TestService.StartOn(directory)) await service.PostBulkAsync(first.Winlogbeat8);

        await using var again = TestService.StartOn(directory);
        await again.PostBulkAsync(first.Winlogbeat8, (first with { Record = 2 }).Winlogbeat8);

        Assert.Equal(2, (int)Assert.Single(await again.AlertsAsync())!["occurrenceCount"]!);
    }

    [Fact]
    public async Task Of_two_engineers_who_change_the_same_state_one_is_told_to_read_again()
    {
        await using var service = TestService.Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(engineer =>
            service.PatchRuleAsync("""{"activeVersion":3}""", ifMatch: "\"1\"", actor: $"engineer {engineer}")));

        var statuses = answers.Select(answer => (int)answer.StatusCode).Order().ToArray();
        Assert.Equal([200, .. Enumerable.Repeat(412, 7)], statuses);
    }

    [Fact]
    public async Task After_changes_at_the_same_time_events_are_judged_by_the_last()
    {
        await using var service = TestService.Start();

        for (var round = 1; round <= 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select(change =>
                service.PatchRuleAsync($$"""{"activeVersion":{{(change % 2 == 0 ? 3 : 316)}}}""")));

            var isRaised = (int)(await service.GetAsync($"/api/v1/rules/{Some.RuleId}"))["activeVersion"]! == 3;
            var answer = await service.PostEventsAsync((FromWin32u with { Record = round }).Winlogbeat8);
            Assert.Equal(isRaised ? 1 : 0, (int)answer["matched"]!);
        }
    }

    [Theory]
    [InlineData("winlogbeat-8.17.0", 316, true)]
    [InlineData("winlogbeat", 316, false)]
    [InlineData("logs-windows.sysmon_operational-default", 316, true)]
    [InlineData("logs-windows.forwarded-default", 316, false)]
    [InlineData("logs-windows.forwarded-default", 3, true)]
    [InlineData("filebeat-8.17.0", 3, false)]
    public async Task A_version_judges_the_indices_that_it_names(string index, int version, bool isJudged)
    {
        await using var service = TestService.Start();
        await TestService.ReadAsync(await service.PatchRuleAsync($$"""{"activeVersion":{{version}}}"""));

        await TestService.ReadAsync(await service.Client.PostAsync($"/{index}/_bulk", TestService.Body(
            Encoding.UTF8.GetBytes($"{{\"create\":{{}}}}\n{Some.RaisedEvent()}\n"))));

        Assert.Equal(isJudged ? 1 : 0, (await service.AlertsAsync()).Count);
    }

    [Fact]
    public async Task A_byte_order_mark_before_events_is_passed_over()
    {
        await using var service = TestService.Start();

        var answer = await TestService.ReadAsync(await service.Client.PostAsync("/api/v1/events", TestService.Body(
            [.. "\ufeff"u8, .. Encoding.UTF8.GetBytes($"[{Some.RaisedEvent()}]")])));

        Assert.Equal(1, (int)answer["newOccurrences"]!);
    }
}
