using System.Text.Json.Nodes;
using DetectionApi.Api.Telemetry;
using DetectionApi.Persistence;

namespace DetectionApi.ApiTests;

/// <summary>What is an alarm, since when, and who is told.</summary>
public sealed class AlarmTests
{
    private const long Gibibyte = 1024 * 1024 * 1024;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly ServiceState Well = new(
        Now, Now, default, ActiveRules: 1, new VolumeRoom(50 * Gibibyte, 100 * Gibibyte), HasWriteFailed: false,
        DiedLately: 0);

    [Fact]
    public void A_service_that_is_well_has_no_alarm() => Assert.Empty(CodesOf(Well));

    [Theory]
    [InlineData(14.99, 15, false)]
    [InlineData(15, 15, true)]
    [InlineData(15, 0, false)]
    public void Silence_is_one_after_its_minutes(double minutes, int limit, bool isAlarm) => Assert.Equal(
        isAlarm ? [Alarms.NothingArrived] : [],
        CodesOf(Well with { LastArrival = Now.AddMinutes(-minutes) }, new TelemetryOptions { SilentMinutes = limit }));

    [Theory]
    [InlineData(99, 99, false)]
    [InlineData(100, 100, true)]
    [InlineData(200, 100, false)]
    [InlineData(201, 101, true)]
    public void Most_events_refused_are_one(int events, int refused, bool isAlarm) => Assert.Equal(
        isAlarm ? [Alarms.EventsRefused] : [],
        CodesOf(Well with { Lately = new Arrivals(events, refused) }));

    [Fact]
    public void Events_count_for_their_minutes_and_not_longer()
    {
        var arrivals = new RecentArrivals(15);

        arrivals.Add(Now, 10, 4);
        arrivals.Add(Now.AddMinutes(3), 5, 5);

        Assert.Equal(new Arrivals(15, 9), arrivals.At(Now.AddMinutes(15)));
        Assert.Equal(new Arrivals(5, 5), arrivals.At(Now.AddMinutes(16)));
        Assert.Equal(default, arrivals.At(Now.AddMinutes(19)));
        arrivals.Add(Now.AddMinutes(19), 1, 0);
        Assert.Equal(new Arrivals(1, 0), arrivals.At(Now.AddMinutes(20)));
    }

    [Fact]
    public void That_no_rule_judges_is_one() =>
        Assert.Equal([Alarms.NothingJudged], CodesOf(Well with { ActiveRules = 0 }));

    [Theory]
    [InlineData(1.0, 10, 1, 95, false)]
    [InlineData(0.999, 10, 1, 95, true)]
    [InlineData(0.999, 10, 0, 95, false)]
    [InlineData(49, 1000, 1, 95, true)]
    [InlineData(51, 1000, 1, 95, false)]
    [InlineData(0, 1000, 0, 100, false)]
    public void A_disk_that_fills_is_one(double free, long size, long least, int percent, bool isAlarm) => Assert.Equal(
        isAlarm ? [Alarms.DiskNearlyFull] : [],
        CodesOf(
            Well with { Room = new VolumeRoom((long)(free * Gibibyte), size * Gibibyte) },
            new TelemetryOptions { FreeBytesLeast = least * Gibibyte, UsedPercentMax = percent }));

    [Fact]
    public void A_disk_of_which_nothing_is_known_is_none() => Assert.Empty(CodesOf(Well with { Room = null }));

    [Fact]
    public void Several_hold_at_once() => Assert.Equal(
        [Alarms.StoreFailing, Alarms.WebhooksDead], CodesOf(Well with { HasWriteFailed = true, DiedLately = 3 }));

    [Fact]
    public void Every_code_is_among_those_that_are_measured() => Assert.Equal(
        Alarms.Codes,
        CodesOf(new ServiceState(
            Now, Now.AddDays(-1), new Arrivals(100, 100), ActiveRules: 0, new VolumeRoom(0, 1), HasWriteFailed: true,
            DiedLately: 1)));

    [Fact]
    public void An_alarm_keeps_its_beginning_and_is_told_of_twice()
    {
        using var log = new RememberedLog();
        var board = new AlarmBoard(log.For<AlarmBoard>());

        board.Put([new Alarm("a", "one")], Now);
        var later = board.Put([new Alarm("a", "two"), new Alarm("b", "other")], Now.AddMinutes(1));
        board.Put([new Alarm("b", "other")], Now.AddMinutes(2));

        Assert.Equal(
            [("a", "two", Now), ("b", "other", Now.AddMinutes(1))],
            later.Select(alarm => (alarm.Code, alarm.Detail, alarm.Since)));
        Assert.Equal(
            [
                "Warning Alarm a: one", "Warning Alarm b: other",
                "Information The alarm a is over; it held for 00:02:00.",
            ],
            log.Lines);
    }

    [Fact]
    public async Task The_readiness_tells_of_silence_until_something_arrives()
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(
            time, ("Telemetry:FreeBytesLeast", "0"), ("Telemetry:UsedPercentMax", "100"));
        var before = await service.GetAsync("/health/ready");
        time.Advance(TimeSpan.FromMinutes(16));
        var silent = await service.GetAsync("/health/ready");
        var metrics = MetricText.Parse(await service.Client.GetStringAsync("/metrics"));
        await service.PostEventsAsync(Some.RaisedEvent());
        var after = await service.GetAsync("/health/ready");

        Assert.Equal("ok", (string?)before["status"]);
        Assert.Empty(before["alarms"]!.AsArray());
        Assert.Equal("alarm", (string?)silent["status"]);
        var alarm = Assert.Single(silent["alarms"]!.AsArray())!;
        Assert.Equal("nothing-arrived", (string?)alarm["code"]);
        Assert.StartsWith(
            "No event that could be taken arrived for 16 minutes", (string?)alarm["detail"], StringComparison.Ordinal);
        Assert.Equal(1, metrics.ValueOf("detection_alarm", "code", "nothing-arrived"));
        Assert.Equal("ok", (string?)after["status"]);
    }

    [Fact]
    public async Task Events_of_which_none_is_taken_are_told_of_and_end_no_silence()
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(
            time, ("Telemetry:FreeBytesLeast", "0"), ("Telemetry:UsedPercentMax", "100"));
        time.Advance(TimeSpan.FromMinutes(16));
        await service.PostBulkAsync(Enumerable.Repeat("""{"winlog":""", 100));

        var refused = await service.GetAsync("/health/ready");
        time.Advance(TimeSpan.FromMinutes(16));
        var silent = await service.GetAsync("/health/ready");

        Assert.Equal(["nothing-arrived", "events-refused"], CodesIn(refused));
        Assert.Equal(["nothing-arrived"], CodesIn(silent));

        static IEnumerable<string?> CodesIn(JsonNode ready) =>
            ready["alarms"]!.AsArray().Select(alarm => (string?)alarm!["code"]);
    }

    [Fact]
    public async Task A_disk_with_less_room_than_is_wanted_is_told_of()
    {
        await using var service = TestService.Start(("Telemetry:FreeBytesLeast", $"{long.MaxValue}"));

        var ready = await service.GetAsync("/health/ready");

        Assert.Equal("alarm", (string?)ready["status"]);
        Assert.Equal("disk-nearly-full", (string?)Assert.Single(ready["alarms"]!.AsArray())!["code"]);
    }

    [Fact]
    public async Task A_message_that_was_given_up_is_told_of()
    {
        await using var service = TestService.Start(
            ("Webhooks:AllowPrivateAddresses", "true"), ("Webhooks:RetrySeconds:0", "1"),
            ("Webhooks:Targets:0:Name", "nobody"), ("Webhooks:Targets:0:Url", "http://127.0.0.1:9/hook"),
            ("Webhooks:Targets:0:Secret", "whsec_" + Convert.ToBase64String(new byte[32])));
        await service.PostEventsAsync(Some.RaisedEvent());

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var metrics = await MetricsAsync();
        while (metrics.ValueOf("detection_alarm", "code", "webhooks-dead") == 0)
        {
            await Task.Delay(200, patience.Token);
            metrics = await MetricsAsync();
        }

        Assert.InRange(metrics.ValueOf("detection_webhook_messages", "state", "dead"), 1, 10);
        Assert.InRange(metrics.ValueOf("detection_webhook_attempts_total", "outcome", "failed"), 2, 20);

        async Task<IReadOnlyDictionary<string, Family>> MetricsAsync() =>
            MetricText.Parse(await service.Client.GetStringAsync("/metrics"));
    }

    private static IEnumerable<string> CodesOf(ServiceState state, TelemetryOptions? options = null) =>
        Alarms.In(state, options ?? new TelemetryOptions()).Select(alarm => alarm.Code);
}
