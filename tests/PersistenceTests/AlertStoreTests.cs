using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

public sealed class AlertStoreTests
{
    private static readonly AlertFilter All = new();

    public static TheoryData<string, string> Filters()
    {
        var data = new TheoryData<string, string>();
        foreach (var (_, question, answer) in CaseFile.Read("alert-filters.cases")) data.Add(question, answer);
        return data;
    }

    // a: the usual lsass access; b: a browser, its own image, another host; c: all access by unusual names.
    private static async Task<TestStore> WithThreeAsync()
    {
        var store = await TestStore.NewAsync();
        await store.RecordAsync(
            Some.Match(Some.ProcessAccessAt(Some.Time, 1)),
            Some.Match(Some.ProcessAccessAt(Some.Time.AddHours(1), 2)
                .With("winlog.computer_name", "DB-2.corp.example").With("host.name", "db-2").With("host.id", "B-ID_2%")
                .With("winlog.event_data.TargetImage", @"C:\Program Files\Mozilla Firefox\firefox.exe")
                .With("winlog.event_data.CallTrace", @"C:\Users\Public\Tools\probe.exe+1")
                .With("winlog.event_data.GrantedAccess", "0x40")),
            Some.Match(Some.ProcessAccessAt(Some.Time.AddHours(2), 3)
                .With("winlog.computer_name", "x_1%").With("host.name", "x_1%").Without("host.id")
                .With("winlog.event_data.SourceImage", @"D:\a_b\100%.exe")
                .With("winlog.event_data.TargetImage", @"C:\Windows\explorer.exe")
                .With("winlog.event_data.GrantedAccess", "0x1fffff")));
        await store.RecordAsync(Some.Match(Some.ProcessAccessAt(Some.Time.AddMinutes(30), 4)));
        await using var db = await store.ContextAsync();
        await db.Database.ExecuteSqlRawAsync(
            """
            UPDATE alerts SET status = 'acknowledged', severity = 1, rule_id = 'other'
            WHERE host_name = 'db-2.corp.example';
            UPDATE alerts SET disposition = 'overflow', status = 'in-progress' WHERE host_name = 'x_1%'
            """);
        return store;
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_lets_through_what_it_says(string filter, string expected)
    {
        await using var store = await WithThreeAsync();
        var found = await store.AllAsync(Parse(filter));

        Assert.Equal(expected, string.Concat(found.Select(NameOf).Order()));
    }

    [Fact]
    public async Task A_pattern_is_found_by_its_id()
    {
        await using var store = await WithThreeAsync();
        var all = await store.AllAsync();
        var found = await store.AllAsync(All with { PatternIds = [all[1].PatternId] });

        Assert.Equal([all[1].Id], found.Select(a => a.Id));
        Assert.Equal(2, (await store.AllAsync(All with { PatternIds = [all[1].PatternId, all[0].PatternId] })).Count);
        Assert.Empty(await store.AllAsync(All with { PatternIds = ["none"] }));
    }

    [Theory]
    [InlineData(0, null, "abc")]
    [InlineData(30, null, "abc")]
    [InlineData(31, null, "bc")]
    [InlineData(120, null, "c")]
    [InlineData(121, null, "")]
    [InlineData(null, 0, "")]
    [InlineData(null, 1, "a")]
    [InlineData(null, 60, "a")]
    [InlineData(null, 61, "ab")]
    [InlineData(10, 20, "a")]
    [InlineData(40, 50, "")]
    public async Task A_span_of_time_lets_through_what_was_seen_in_it(int? from, int? to, string expected)
    {
        await using var store = await WithThreeAsync();
        var found = await store.AllAsync(All with
        {
            From = from is { } start ? Some.Time.AddMinutes(start) : null,
            To = to is { } end ? Some.Time.AddMinutes(end) : null,
        });

        Assert.Equal(expected, string.Concat(found.Select(NameOf).Order()));
    }

    [Theory]
    [InlineData(AlertOrder.LastSeen)]
    [InlineData(AlertOrder.Severity)]
    public async Task Paging_visits_every_alert_once_in_order_whatever_the_page(AlertOrder order)
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Enumerable.Range(0, 40).Select(i => SomeMatch.Of(i, i, TimeSpan.FromSeconds(i % 5))));
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE alerts SET risk_score = source_pid % 7 + rowid % 3");
        var all = await store.AllAsync();
        var expected = (order is AlertOrder.Severity ? all.OrderByDescending(a => a.RiskScore) : all.OrderBy(_ => 0))
            .ThenByDescending(a => a.LastSeenAt).ThenByDescending(a => a.Id, StringComparer.Ordinal)
            .Select(a => a.Id).ToArray();

        Prop.ForAll(Gen.Choose(1, 45).ToArbitrary(), limit =>
            VisitAsync(store, order, limit).GetAwaiter().GetResult().SequenceEqual(expected))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public async Task An_alert_that_arrives_while_paging_shifts_no_page()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(10));
        var first = await store.Alerts.ListAsync(All, AlertOrder.LastSeen, null, 5, default);
        await store.RecordAsync(SomeMatch.Of(99, 99, TimeSpan.FromHours(1)));
        var second = await store.Alerts.ListAsync(All, AlertOrder.LastSeen, PositionOf(first.Items[^1]), 5, default);

        Assert.True(first.HasMore);
        Assert.False(second.HasMore);
        Assert.Equal(10, first.Items.Concat(second.Items).Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public async Task Occurrences_come_in_the_order_of_event_time_page_by_page()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Shuffled(
            Enumerable.Range(0, 25).Select(i => SomeMatch.Of(1, i, TimeSpan.FromSeconds(i / 3))), seed: 5));
        var id = Assert.Single(await store.AllAsync()).Id;
        var all = await store.OccurrencesAsync(id);

        var visited = new List<Occurrence>();
        (DateTimeOffset, long)? after = null;
        while (true)
        {
            var page = await store.Alerts.OccurrencesAsync(id, after, 4, default);
            visited.AddRange(page.Items);
            if (!page.HasMore) break;
            after = (page.Items[^1].At, page.Items[^1].Id);
        }

        Assert.Equal(all.Select(o => o.Id), visited.Select(o => o.Id));
        Assert.Equal(visited.OrderBy(o => o.At).ThenBy(o => o.Id).Select(o => o.Id), visited.Select(o => o.Id));
        Assert.Equal(25, visited.Select(o => o.RecordId).Distinct().Count());
        Assert.Empty((await store.Alerts.OccurrencesAsync("none", null, 4, default)).Items);
    }

    private static async Task<List<string>> VisitAsync(TestStore store, AlertOrder order, int limit)
    {
        var visited = new List<string>();
        AlertPosition? after = null;
        while (true)
        {
            var page = await store.Alerts.ListAsync(All, order, after, limit, default);
            visited.AddRange(page.Items.Select(a => a.Id));
            Assert.InRange(page.Items.Count, 0, limit);
            if (!page.HasMore) return visited;
            after = PositionOf(page.Items[^1]);
        }
    }

    private static AlertPosition PositionOf(Alert alert) => new(alert.RiskScore, alert.LastSeenAt, alert.Id);

    private static char NameOf(Alert alert) => alert.Host.Name[0] switch { 'w' => 'a', 'd' => 'b', _ => 'c' };

    private static AlertFilter Parse(string text) => text.Split(';', StringSplitOptions.TrimEntries)
        .Where(part => part.Length > 0).Aggregate(All, Add);

    private static AlertFilter Add(AlertFilter filter, string part)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        var value = part[(at + 1)..];
        return part[..at] switch
        {
            "status" => filter with { Statuses = Several<AlertStatus>(value) },
            "disposition" => filter with { Dispositions = Several<Disposition>(value) },
            "severity" => filter with { Severities = Several<Severity>(value) },
            "rule" => filter with { RuleIds = value.Split(',') },
            "class" => filter with { TargetClasses = Several<TargetClass>(value) },
            "frame" => filter with { FirstFrameKinds = Several<FirstFrameKind>(value) },
            "access" => filter with { AnyAccessClass = Several<AccessClasses>(value).Aggregate((a, b) => a | b) },
            "host" => filter with { Hosts = value.Split(',') },
            "source" => filter with { Sources = value.Split(',') },
            "target" => filter with { Targets = value.Split(',') },
            "user" => filter with { Users = value.Split(',') },
            _ => throw new FormatException($"no filter is called {part[..at]}"),
        };
    }

    private static T[] Several<T>(string words) where T : struct, Enum =>
        [
        .. words.Split(',').Select(word =>
            Words.TryParse<T>(word, out var value) ? value : throw new FormatException(word)),
    ];
}
