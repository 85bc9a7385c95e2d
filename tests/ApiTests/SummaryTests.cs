using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Counts of alerts, and the patterns behind them.</summary>
public sealed class SummaryTests(SummaryTests.Queue queue) : IClassFixture<SummaryTests.Queue>
{
    private static readonly DateTime Begin = new(2026, 3, 2, 8, 59, 0, DateTimeKind.Utc);

    // Three processes of one tool on two hosts, one of them seen twice; one of another tool two hours later.
    private static readonly AccessEvent[] Events =
    [
        new() { Record = 1, Pid = 1, At = Begin },
        new() { Record = 2, Pid = 1, At = Begin.AddMinutes(2) },
        new() { Record = 3, Pid = 2, At = Begin.AddMinutes(3) },
        new() { Record = 4, Pid = 3, At = Begin.AddMinutes(4), Computer = "SRV-01.corp.example" },
        new()
        {
            Record = 5, Pid = 4, At = Begin.AddHours(2), Source = @"C:\Vendor\agent.exe",
            Target = @"C:\Program Files\Mozilla Firefox\firefox.exe", Mask = "0x40", Trace = @"C:\Vendor\agent.exe+1",
        },
    ];

    [Theory]
    [InlineData("", "4 5")]
    [InlineData("by=status", "4 5 | status open 4 5")]
    [InlineData("by=host", "4 5 | host pc-0815.corp.example 3 4, host srv-01.corp.example 1 1")]
    [InlineData("by=host&host=srv-*", "1 1 | host srv-01.corp.example 1 1")]
    [InlineData(
        "by=target-class,first-frame-kind",
        "4 5 | target-class credential 3 4, target-class browser 1 1, first-frame-kind unbacked 3 4, "
        + "first-frame-kind source-image 1 1")]
    [InlineData(
        "by=access-class",
        "4 5 | access-class memory-read 3 4, access-class query 3 4, access-class duplicate-handle 1 1")]
    [InlineData(@"by=user", @"4 5 | user CORP\j.doe 4 5")]
    [InlineData("by=recommendation", "4 5 | recommendation  4 5")]
    [InlineData("by=source&top=1", @"4 5 | source c:\users\public\tool.exe 3 4 | source +1 1 1")]
    [InlineData("by=target&targetClass=browser", @"1 1 | target c:\program files\mozilla firefox\firefox.exe 1 1")]
    [InlineData("by=severity&severity=low", "0 0")]
    [InlineData("by=disposition&disposition=overflow,raised", "4 5 | disposition raised 4 5")]
    [InlineData("by=rule", "4 5 | rule " + Some.RuleId + " 4 5")]
    public async Task Alerts_are_counted(string query, string expected)
    {
        var summary = await queue.Service.GetAsync($"/api/v1/alerts/summary?{query}");

        string[] parts =
        [
            $"{summary["total"]} {summary["occurrences"]}",
            string.Join(", ", summary["counts"]!.AsArray().Select(
                count => $"{count!["field"]} {count["value"]} {count["alerts"]} {count["occurrences"]}")),
            string.Join(", ", summary["others"]!.AsArray().Where(others => (int)others!["values"]! > 0).Select(
                others => $"{others!["field"]} +{others["values"]} {others["alerts"]} {others["occurrences"]}")),
        ];
        Assert.Equal(expected, string.Join(" | ", parts.Where(part => part.Length > 0)));
    }

    [Theory]
    [InlineData("interval=hour", "09 3 4, 10 1 1")]
    [InlineData("interval=hour&host=srv-01", "09 1 1")]
    [InlineData("interval=hour&from=2026-03-02T08:00:00Z&to=2026-03-02T12:00:00Z", "08 0 0, 09 3 4, 10 1 1, 11 0 0")]
    [InlineData("interval=hour&to=2026-03-02T09:01:30Z", "09 1 2")]
    [InlineData("interval=day", "00 4 5")]
    [InlineData("interval=day&severity=low", "")]
    [InlineData("", "")]
    public async Task Alerts_are_counted_where_their_latest_event_is(string query, string expected)
    {
        var summary = await queue.Service.GetAsync($"/api/v1/alerts/summary?{query}");

        Assert.Equal(expected, string.Join(", ", summary["histogram"]!.AsArray().Select(
            bar => $"{bar!["at"]!.ToString()[11..13]} {bar["alerts"]} {bar["occurrences"]}")));
    }

    [Fact]
    public async Task A_histogram_of_too_many_bars_says_what_it_leaves_out()
    {
        await using var service = TestService.Start();
        await service.PostEventsAsync(
            (Events[0] with { At = Begin.AddYears(-10) }).Winlogbeat8, (Events[2] with { }).Winlogbeat8);

        var summary = await service.GetAsync("/api/v1/alerts/summary?interval=hour");

        Assert.Equal((2, 2400, 1, 0), (
            (int)summary["total"]!, summary["histogram"]!.AsArray().Count, (int)summary["alertsBefore"]!,
            (int)summary["alertsAfter"]!));
    }

    [Theory]
    [InlineData("alerts/summary?by=colour", "by")]
    [InlineData("alerts/summary?interval=week", "interval")]
    [InlineData("alerts/summary?top=0", "top")]
    [InlineData("alerts/summary?top=1001", "top")]
    [InlineData("alerts/summary?status=new", "status")]
    [InlineData("alerts/summary?limit=5", "limit")]
    [InlineData("patterns?limit=0", "limit")]
    [InlineData("patterns?cursor=abc", "cursor")]
    [InlineData("patterns?sort=severity", "sort")]
    [InlineData("patterns/x?hosts=y", "hosts")]
    public async Task What_is_asked_wrongly_is_refused(string address, string parameter)
    {
        using var response = await queue.Service.Client.GetAsync($"/api/v1/{address}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(parameter, (string?)problem["errors"]![0]!["parameter"]);
    }

    [Fact]
    public async Task Patterns_show_where_they_occur_the_latest_first()
    {
        var patterns = (await queue.Service.GetAsync("/api/v1/patterns"))["items"]!.AsArray();

        Assert.Equal(
            [
                @"c:\vendor\agent.exe c:\program files\mozilla firefox\firefox.exe duplicate-handle "
                    + @"source-image c:\vendor\agent.exe high 1 1 1 1 1",
                @"c:\users\public\tool.exe c:\windows\system32\lsass.exe query,memory-read unbacked high 3 3 4 2 1",
            ],
            patterns.Select(pattern => string.Join(' ', new[]
            {
                pattern!["source"], pattern["target"],
                string.Join(',', pattern["accessClasses"]!.AsArray().Select(word => $"{word}")), pattern["firstFrame"],
                pattern["severity"], pattern["openAlerts"], pattern["alerts"], pattern["occurrences"],
                pattern["hosts"], pattern["users"],
            }.Select(value => $"{value}"))));
        Assert.Equal("2026-03-02T09:03:00.000Z", $"{patterns[1]!["lastSeenAt"]}");
        Assert.Equal(7, patterns[1]!["trend"]!.AsArray().Count);
        Assert.Null(patterns[1]!["recommendation"]);
    }

    [Fact]
    public async Task Patterns_come_in_parts()
    {
        var all = (await queue.Service.GetAsync("/api/v1/patterns"))["items"]!.AsArray();
        var first = await queue.Service.GetAsync("/api/v1/patterns?limit=1");
        var second = await queue.Service.GetAsync($"/api/v1/patterns?limit=1&cursor={first["nextCursor"]}");

        Assert.Null(second["nextCursor"]);
        Assert.Equal(
            all.Select(pattern => $"{pattern!["id"]}"),
            new[] { first, second }.Select(part => $"{part["items"]![0]!["id"]}"));
        Assert.Empty((await queue.Service.GetAsync("/api/v1/patterns?status=closed"))["items"]!.AsArray());
    }

    [Fact]
    public async Task One_pattern_shows_its_hosts_its_accounts_and_its_course()
    {
        var id = (await queue.Service.GetAsync("/api/v1/patterns?target=lsass.exe"))["items"]![0]!["id"];
        var pattern = await queue.Service.GetAsync($"/api/v1/patterns/{id}");

        Assert.Equal(
            "host pc-0815.corp.example 2, host srv-01.corp.example 1, user CORP\\j.doe 3",
            string.Join(", ", pattern["counts"]!.AsArray().Select(
                count => $"{count!["field"]} {count["value"]} {count["alerts"]}")));
        Assert.Equal("3", $"{Assert.Single(pattern["histogram"]!.AsArray())!["alerts"]}");
        Assert.Equal((3, 4, 0), (
            (int)pattern["recurrence"]!["alerts"]!, (int)pattern["recurrence"]!["occurrences"]!,
            (int)pattern["recurrence"]!["closedAlerts"]!));
        Assert.Equal("1", $"{(await queue.Service.GetAsync($"/api/v1/patterns/{id}?host=srv-01"))["alerts"]}");
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("x")]
    public async Task A_pattern_that_never_occurred_is_not_found(string id)
    {
        using var response = await queue.Service.Client.GetAsync($"/api/v1/patterns/{id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    /// <summary>A service that has the events.</summary>
    public sealed class Queue : IAsyncLifetime
    {
        internal TestService Service { get; } = TestService.StartQuiet();

        public async Task InitializeAsync() =>
            await Service.PostEventsAsync(Events.Select(e => e.Winlogbeat8));

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }
}
