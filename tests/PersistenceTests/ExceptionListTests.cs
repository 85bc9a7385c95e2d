using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;
using static DetectionApi.PersistenceTests.SomeException;

namespace DetectionApi.PersistenceTests;

/// <summary>Lists of exception items, what they hid, and what time does to them.</summary>
public sealed class ExceptionListTests
{
    [Fact]
    public async Task Counters_are_what_somebody_finds_who_counts_every_occurrence()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("one", Of(Terms with { Hosts = [Host, "b"] }));
        await store.ActivateAsync("two", Of(Terms with { TargetImage = @"C:\Program Files\App\other.exe" }));
        var random = new Random(5);
        await store.RecordAsync(Enumerable.Range(0, 200).Select(i => Some.Match(
            SomeMatch.EventOf(i % 7, i, -TimeSpan.FromHours(random.Next(60 * 24)))
                .With("winlog.event_data.SourceImage", Agent)
                .With("winlog.event_data.TargetImage", i % 3 == 0 ? @"C:\Program Files\App\other.exe" : App)
                .With("winlog.computer_name", i % 5 == 0 ? "b.corp.example" : "WS-17.corp.example"))));

        var counters = await store.Items.CountersAsync(["one", "two", "none"], Now, default);

        var all = new List<Domain.Alerts.Occurrence>();
        foreach (var alert in await store.AllAsync()) all.AddRange(await store.OccurrencesAsync(alert.Id));
        foreach (var id in new[] { "one", "two", "none" })
        {
            var own = all.FindAll(occurrence => occurrence.ExceptionId == id);
            int Since(int days) => own.Count(occurrence => occurrence.At >= Now.AddDays(-days));
            Assert.Equal(
                new ExceptionCounters(
                    own.Count, Since(1), Since(7), Since(30), own.Select(o => o.Host).Distinct().Count(),
                    own.Min(o => (DateTimeOffset?)o.At), own.Max(o => (DateTimeOffset?)o.At), TruePositives: 0),
                counters[id]);
        }

        Assert.True(counters["one"].Total > counters["one"].Last30Days && counters["one"].Hosts == 2);
    }

    [Fact]
    public async Task Matches_come_latest_first_and_page_by_page()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        await store.RecordAsync(Enumerable.Range(0, 10).Select(i => Access(i, i, TimeSpan.FromMinutes(i / 3))));

        var seen = new List<(DateTimeOffset At, long Id)>();
        for (var more = true; more;)
        {
            var page = await store.Items.MatchesAsync("it", seen.Count > 0 ? seen[^1] : null, 3, default);
            seen.AddRange(page.Items.Select(occurrence => (occurrence.At, occurrence.Id)));
            more = page.HasMore;
        }

        Assert.Equal(10, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Theory]
    [InlineData("status draft", "draft")]
    [InlineData("owner APP*", "active draft host old")]
    [InlineData("owner nobody", "")]
    [InlineData("host ws-17", "active draft old")]
    [InlineData("host WS-17.corp.example", "active draft old")]
    [InlineData("host print-*", "host")]
    [InlineData("rule 2dd480be-1263-4d9c-8672-172928f6789a", "active draft host old")]
    [InlineData("rule other", "active host old")]
    [InlineData("target app.exe", "active draft old")]
    [InlineData(@"target c:\program files\app\*", "active draft host old")]
    [InlineData("source AGENT.exe", "active draft host")]
    [InlineData("source aaaa*", "old")]
    [InlineData("stale true", "old")]
    [InlineData("stale false", "active draft host")]
    [InlineData("expiring 31", "active old")]
    [InlineData("expiring 60", "active host old")]
    public async Task A_list_shows_what_its_filter_lets_through(string asked, string ids)
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("active");
        await store.DoAsync(new CreateException("draft", Of(Terms with { RuleIds = [Some.Rule.Id] }) with
        {
            Replaces = "active",
        }));
        await store.ActivateAsync("host", Of(Terms with
        {
            Hosts = ["print-01"], TargetImage = @"C:\Program Files\App\other.exe", ExpiresAt = Now.AddDays(40),
        }));
        await store.ActivateAsync(
            "old",
            Of(Terms with
            {
                Executable = null, Sha256 = new string('a', 64), ExpiresAt = Now.AddDays(20),
            }),
            Now.AddDays(-40));

        var (what, value) = (asked.Split(' ', 2)[0], asked.Split(' ', 2)[1]);
        var filter = what switch
        {
            "status" => new ExceptionFilter { Statuses = [ExceptionStatus.Draft] },
            "owner" => new ExceptionFilter { Owners = [value] },
            "host" => new ExceptionFilter { Hosts = [value] },
            "rule" => new ExceptionFilter { RuleIds = [value] },
            "target" => new ExceptionFilter { Targets = [value] },
            "source" => new ExceptionFilter { Sources = [value] },
            "stale" => new ExceptionFilter { IsStale = value == "true" },
            _ => new ExceptionFilter { ExpiresBefore = Now.AddDays(int.Parse(value, null)) },
        };
        Assert.Equal(ids, await ListedAsync(store, filter));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gaps_newest_first()
    {
        await using var store = await TestStore.NewAsync();
        for (var day = 0; day < 3; day++)
            await store.Items.ApplyAllAsync(
                [
                    .. Enumerable.Range(0, 5).Select(number => new CreateException(
                        $"item-{day}-{number}", Of(Terms with { Hosts = [$"h-{day}-{number}"] }))),
                ],
                new ExceptionBatchMode(true, false), new Doing("mira", Now.AddDays(day - 3)), null, default);

        var seen = new List<string>();
        ExceptionPosition? after = null;
        for (var more = true; more;)
        {
            var page = await store.Items.ListAsync(new ExceptionFilter(), after, 4, Now, default);
            seen.AddRange(page.Items.Select(item => item.Id));
            after = new ExceptionPosition(page.Items[^1].CreatedAt, page.Items[^1].Id);
            more = page.HasMore;
        }

        Assert.Equal(15, seen.Count);
        Assert.Equal(seen.OrderByDescending(id => id, StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task An_item_warns_fourteen_three_and_one_days_ahead_and_expires()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        var end = Terms.ExpiresAt!.Value;

        var told = new List<string>();
        for (var at = Now; at <= end.AddHours(2); at = at.AddHours(1))
            foreach (var notice in await store.Expiry.PassTimeAsync(at, default))
                told.Add($"{(end - at).TotalHours} {notice.DaysLeft} {notice.HasExpired}");

        Assert.Equal(["336 14 False", "72 3 False", "24 1 False", "0 0 True"], told);
        var item = (await store.Items.FindAsync("it", default))!;
        Assert.Equal((ExceptionStatus.Expired, 6, 1), (item.Status, item.Version, item.WarnedDays));
        Assert.Equal(
            ["Warn system", "Warn system", "Warn system", "Expire system"],
            (await store.Items.HistoryAsync("it", 2, 10, default)).Items.Select(v => $"{v.Action} {v.Actor}"));
        Assert.Equal(new Coverage("it", 6), store.Exceptions.Current.Find("it")!.Coverage);
    }

    [Fact]
    public async Task Who_comes_late_warns_once_and_short_items_are_not_announced_as_soon_as_they_begin()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("long");
        await store.ActivateAsync("short", Of(Terms with { Hosts = ["b"], ExpiresAt = Now.AddDays(5) }));
        Assert.Empty(await store.Expiry.PassTimeAsync(Now, default));

        var late = await store.Expiry.PassTimeAsync(Now.AddDays(28), default);

        Assert.Equal(["short 0", "long 2"], late.Select(notice => $"{notice.Item.Id} {notice.DaysLeft}"));
        Assert.Empty(await store.Expiry.PassTimeAsync(Now.AddDays(28), default));
    }

    private static async Task<string> ListedAsync(TestStore store, ExceptionFilter filter) => string.Join(
        ' ', (await store.Items.ListAsync(filter, null, 100, Now, default)).Items.Select(item => item.Id).Order());
}
