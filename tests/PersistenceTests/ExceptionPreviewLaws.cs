using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>A preview says what somebody finds who holds the item against every occurrence.</summary>
public sealed class ExceptionPreviewLaws
{
    private static readonly Doing ByMira = new("mira", Some.Later.AddDays(4));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_stored_and_whatever_the_item_says(int seed)
    {
        var random = new Random(seed);
        await using var store = await TestStore.NewAsync();
        var noise = new SomeNoise(random);
        for (var batch = 0; batch < 3; batch++)
        {
            await store.RecordAsync(Enumerable.Range(0, 100).Select(_ => noise.Next()));
            foreach (var alert in await store.AllAsync())
                if (noise.Decision() is { } change)
                    await store.Triage.ChangeAsync(alert.Id, null, change, null, ByMira, default);
        }

        var all = new List<(Alert Alert, List<Occurrence> Occurrences)>();
        foreach (var alert in await store.AllAsync())
            all.Add((alert, [.. await store.OccurrencesAsync(alert.Id)]));
        var hid = 0L;
        for (var i = 0; i < 40; i++)
        {
            var terms = noise.Terms();
            var preview = await store.Previewer.PreviewAsync(terms, default);
            AssertSame(new ExceptionMatcher(terms), all, preview);
            hid += preview.Hidden.Total.Occurrences;
        }

        Assert.True(hid > 50, $"the items mean {hid} occurrences only");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_is_said_to_be_closed_is_what_activation_closes(int seed)
    {
        var random = new Random(seed);
        await using var store = await TestStore.NewAsync();
        var noise = new SomeNoise(random);
        await store.RecordAsync(Enumerable.Range(0, 250).Select(_ => noise.Next()));
        foreach (var alert in await store.AllAsync())
            if (noise.Decision() is { } change)
                await store.Triage.ChangeAsync(alert.Id, null, change, null, ByMira, default);

        var closed = 0;
        for (var i = 0; i < 40; i++)
        {
            var item = ExceptionItem.Create($"item-{i}", new ExceptionContent
            {
                Name = "noise", Reason = "known", Owner = "mira", Terms = noise.Terms(),
            }, "mira", ByMira.At);
            var preview = await store.Previewer.PreviewAsync(item.Content.Terms, default);
            store.Exceptions.Put(new ExceptionIndex([new StandingException(item.Coverage, item.Content.Terms)]));

            var affected = await store.ItemAlerts.CloseCoveredAsync(item, ByMira, isDryRun: false, default);

            Assert.Equal(preview.Hidden.OpenAlerts, affected.Alerts);
            Assert.Equal(affected.Alerts, (await store.AllAsync()).Count(alert => alert.ExceptionId == item.Id));
            Assert.Equal(0, (await store.Previewer.PreviewAsync(item.Content.Terms, default)).Hidden.OpenAlerts);
            closed += affected.Alerts;
        }

        Assert.True(closed > 5, $"only {closed} were closed");
    }

    private static void AssertSame(
        ExceptionMatcher matcher, List<(Alert Alert, List<Occurrence> Occurrences)> all, ExceptionPreview preview)
    {
        var held = all.SelectMany(one => one.Occurrences.Select(occurrence => (
            one.Alert, Occurrence: occurrence,
            Results: matcher.Explain(StoredAccess.Of(one.Alert, occurrence.At, occurrence.Shape))))).ToList();
        var hidden = held.FindAll(one => one.Results.All(result => result.Holds));
        var alerts = hidden.Select(one => one.Alert).Distinct().ToList();

        Assert.Equal((alerts.Count, hidden.Count), (preview.Hidden.Total.Alerts, preview.Hidden.Total.Occurrences));
        Assert.Equal(alerts.Select(alert => alert.Host.Name).Distinct().Count(), preview.Hidden.Hosts);
        Assert.Equal(
            alerts.Select(alert => alert.Source.User).OfType<string>().Distinct().Count(), preview.Hidden.Users);
        Assert.Equal(hidden.Min(one => (DateTimeOffset?)one.Occurrence.At), preview.Hidden.FirstAt);
        Assert.Equal(hidden.Max(one => (DateTimeOffset?)one.Occurrence.At), preview.Hidden.LastAt);
        Assert.Equal(
            hidden.GroupBy(one => DateOnly.FromDateTime(one.Occurrence.At.UtcDateTime)).OrderBy(day => day.Key)
                .Select(day => (day.Key, day.Select(one => one.Alert).Distinct().Count(), (long)day.Count())),
            preview.Hidden.ByDay.Select(day => (day.Key, day.Value.Alerts, day.Value.Occurrences)));
        Assert.All(preview.Hidden.ByDisposition, of => Assert.Equal(
            (hidden.Where(one => one.Alert.Disposition == of.Key).Select(one => one.Alert).Distinct().Count(),
                hidden.LongCount(one => one.Alert.Disposition == of.Key)),
            (of.Value.Alerts, of.Value.Occurrences)));
        Assert.Equal(
            alerts.Count(alert => alert is { Status: AlertStatus.Open, Assignee: null }
                && alert.Disposition is not Disposition.Excepted
                && hidden.Count(one => one.Alert == alert) == alert.OccurrenceCount),
            preview.Hidden.OpenAlerts);

        Assert.Equal(Math.Min(20, alerts.Count), preview.Samples.Count);
        Assert.Subset(
            alerts.Select(alert => alert.Id).ToHashSet(), preview.Samples.Select(alert => alert.Id).ToHashSet());
        Assert.Equal(all.Count, preview.ScannedAlerts);
        AssertNearest(held, preview.Nearest);
    }

    private static void AssertNearest(
        List<(Alert Alert, Occurrence Occurrence, IReadOnlyList<TermResult> Results)> held,
        IReadOnlyList<MissedOccurrence> nearest)
    {
        var failing = held.ToDictionary(
            one => one.Occurrence.EventKey, one => one.Results.Where(result => !result.Holds).ToList());
        var missed = failing.Values.Where(terms => terms.Count > 0).ToList();

        Assert.Equal(missed.Count > 0, nearest.Count > 0);
        Assert.True(nearest.Count <= 20);
        Assert.All(nearest, one => Assert.Equal(failing[one.EventKey], one.Failing));
        Assert.Equal(nearest.Select(one => one.Failing.Count).Order(), nearest.Select(one => one.Failing.Count));
        if (missed.Count > 0) Assert.Equal(missed.Min(terms => terms.Count), nearest[0].Failing.Count);
    }
}
