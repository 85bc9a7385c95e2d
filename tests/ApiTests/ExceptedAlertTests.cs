using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>What an exception item covers is kept and shown, and nobody is bothered with it.</summary>
public sealed class ExceptedAlertTests
{
    private const string Agent = @"C:\Program Files\Example\agent.exe";
    private static readonly AccessEvent Covered = new() { Record = 1, Source = Agent };
    private static readonly AccessEvent MoreRights = Covered with { Record = 2, Pid = 5001, Mask = "0x1fffff" };

    [Fact]
    public async Task It_is_not_in_the_queue_and_shown_if_asked_for()
    {
        await using var service = Start();

        var answer = await service.PostEventsAsync(Covered.Winlogbeat8, MoreRights.Winlogbeat8);

        Assert.Equal(2, (int)answer["matched"]!);
        Assert.Equal("0x1fffff", (string?)Assert.Single(await service.AlertsAsync())!["access"]!["mask"]);
        var alert = Assert.Single(await service.AlertsAsync("&disposition=excepted"))!;
        Assert.Equal(("excepted", "example-agent"), ((string?)alert["disposition"], (string?)alert["exceptionId"]));
        var occurrences = await service.GetAsync($"/api/v1/alerts/{alert["id"]}/occurrences");
        Assert.Single(occurrences["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_event_posted_again_counts_once_whatever_covers_it()
    {
        await using var service = Start();
        await service.PostEventsAsync(Covered.Winlogbeat8);
        service.Services.GetRequiredService<ExceptionsInForce>().Put(ExceptionIndex.Empty);

        await service.PostEventsAsync(Covered.Winlogbeat8);

        Assert.Empty(await service.AlertsAsync());
        Assert.Equal(1, (int)Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["occurrenceCount"]!);
    }

    [Fact]
    public async Task Nobody_is_told_of_it_and_nobody_investigates_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = Start(receiver.Settings());

        await service.PostEventsAsync(Covered.Winlogbeat8);
        await service.PostEventsAsync(MoreRights.Winlogbeat8);
        await receiver.GetAsync(message => message.Type == "alert.escalated");

        Assert.All(receiver.Messages, message => Assert.Equal(MoreRights.Pid, message.Pid));
        Assert.Null(Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["recommendation"]);
    }

    [Fact]
    public async Task Whoever_follows_the_queue_does_not_see_it_and_whoever_asks_for_it_does()
    {
        await using var service = Start();
        await service.PostEventsAsync(Covered.Winlogbeat8);
        await service.PostEventsAsync(MoreRights.Winlogbeat8);

        await using var queue = await EventStream.OpenAsync(service, lastEventId: 0);
        await using var excepted = await EventStream.OpenAsync(service, "disposition=excepted", 0);

        Assert.Equal(MoreRights.Pid, (int)(await queue.NextAsync()).Alert["source"]!["pid"]!);
        Assert.Equal(Covered.Pid, (int)(await excepted.NextAsync()).Alert["source"]!["pid"]!);
    }

    [Fact]
    public async Task Asked_for_its_investigation_is_made_all_the_same()
    {
        await using var service = Start();
        await service.PostEventsAsync(Covered.Winlogbeat8);
        var id = (string?)Assert.Single(await service.AlertsAsync("&disposition=excepted"))!["id"];

        var investigation = await service.GetAsync($"/api/v1/alerts/{id}/investigation");

        Assert.Equal(6, investigation["findings"]!.AsArray().Count);
    }

    private static TestService Start(params (string, string)[] settings)
    {
        var service = TestService.StartOnSocket(settings);
        service.Services.GetRequiredService<ExceptionsInForce>().Put(new ExceptionIndex(
        [
            new StandingException(new Coverage("example-agent", 1), new ExceptionTerms
            {
                Executable = Agent,
                TargetImage = AccessEvent.Lsass,
                Classes = AccessClasses.Query | AccessClasses.MemoryRead,
                IsForAllHosts = true,
            }),
        ]));
        return service;
    }
}
