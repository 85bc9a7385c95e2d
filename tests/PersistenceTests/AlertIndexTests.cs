using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>The index knows what is stored, at once and after a start.</summary>
public sealed class AlertIndexTests
{
    private static readonly AlertFilter All = new();

    private static readonly SummaryQuestion ByStatus =
        new([AlertField.Status, AlertField.Recommendation], HistogramInterval.Hour, 10);

    [Fact]
    public async Task What_was_stored_is_known_to_whoever_asks_next()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 1; i <= 20; i++)
        {
            await store.RecordAsync(SomeMatch.Of(i % 7, i, TimeSpan.FromMinutes(i)));
            Assert.Equal(new AlertCount(Math.Min(i, 7), i), (await SummaryAsync(store)).Total);
            Assert.Equal(i, (await PatternsAsync(store)).Sum(pattern => pattern.Count.Occurrences));
        }
    }

    [Fact]
    public async Task A_new_process_knows_what_another_one_stored()
    {
        var first = await TestStore.NewAsync();
        await first.RecordAsync(SomeMatch.Burst(30));
        var before = await SummaryAsync(first);
        var folder = await first.CloseAsync();

        await using var second = await TestStore.NewAsync(folder);

        Assert.Equal(new AlertCount(30, 30), before.Total);
        Assert.Equal(before.Total, (await SummaryAsync(second)).Total);
        Assert.Equal(30, (await second.AllAsync()).Count);
    }

    [Fact]
    public async Task What_an_investigation_comes_to_is_counted()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(3));
        Assert.Null(Assert.Single(await PatternsAsync(store)).Recommendation);

        await using (var db = await store.ContextAsync())
        {
            db.Alerts.First().Recommend(Recommendation.Review);
            await db.SaveChangesAsync();
            store.Feed.Announce(db.GivenChangeNumber);
        }

        Assert.Equal(Recommendation.Review, Assert.Single(await PatternsAsync(store)).Recommendation);
        Assert.Equal(
            [null, "review"], (await SummaryAsync(store)).Fields[1].Top.Select(value => value.Value));
    }

    [Fact]
    public async Task While_alerts_come_in_every_answer_is_one_that_was_true_at_some_time()
    {
        await using var store = await TestStore.NewAsync();
        var storing = StoreAsync(store, batches: 40);
        var seen = 0;
        do
        {
            var least = store.Feed.Latest;
            var summary = await SummaryAsync(store);
            var listed = (await store.AllAsync()).Count;

            // Each batch is a commit of ten alerts, and nobody may see a part of one.
            Assert.Equal(0, summary.Total.Alerts % 10);
            Assert.Equal(summary.Total.Alerts, summary.Fields[0].Top.Sum(value => value.Count.Alerts));
            Assert.InRange(summary.Total.Alerts, Math.Max(seen, (int)least), listed);
            seen = summary.Total.Alerts;
        }
        while (!storing.IsCompleted);

        await storing;
        Assert.Equal(400, (await SummaryAsync(store)).Total.Alerts);
        Assert.All(await store.AllAsync(), alert => Assert.True(All.Matches(alert)));
    }

    [Fact]
    public async Task Related_alerts_and_recurrence_are_found_by_what_was_stored()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(12));
        var alert = (await store.AllAsync())[0];

        var related = await store.Index.RelatedAsync(alert.Id, TimeSpan.FromHours(48), 5, default);
        var recurrence = await store.Index.RecurrenceAsync(alert.PatternId, default);

        Assert.Equal((11, 5), (related.Total, related.First.Count));
        Assert.Equal(
            [AlertRelation.User, AlertRelation.Host, AlertRelation.Pattern], related.First[0].Relations);
        Assert.Equal((new AlertCount(12, 12), 1, 1), (recurrence.Count, recurrence.Hosts, recurrence.Users));
        Assert.Equal(0, (await store.Index.RecurrenceAsync("none", default)).Count.Alerts);
        Assert.Equal(0, (await store.Index.RelatedAsync("none", TimeSpan.Zero, 5, default)).Total);
    }

    private static async Task StoreAsync(TestStore store, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
            await store.RecordAsync(Enumerable.Range(batch * 10, 10).Select(i => SomeMatch.Of(i, i)));
    }

    private static Task<AlertSummary> SummaryAsync(TestStore store) =>
        store.Index.SummariseAsync(All, ByStatus, Some.Later, default);

    private static Task<IReadOnlyList<PatternSummary>> PatternsAsync(TestStore store) =>
        store.Index.PatternsAsync(All, Some.Later, default);
}
