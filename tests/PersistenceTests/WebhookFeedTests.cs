using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Webhooks;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>What is written down of webhooks, and what numbers alerts are told by.</summary>
public sealed class WebhookFeedTests
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public async Task An_alert_remembers_with_which_change_it_began_was_raised_and_escalated()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        await store.RecordAsync(SomeMatch.Of(2, 2));
        await RecommendAsync(store, Recommendation.Review);
        await store.RecordAsync(SomeMatch.Of(1, 3));
        await RecommendAsync(store, Recommendation.Escalate);
        var escalated = await FirstAsync(store);
        await store.RecordAsync(SomeMatch.Of(1, 4));
        var changed = await FirstAsync(store);

        Assert.Equal((1, 1L, 5L), (escalated.BegunNumber, escalated.RaisedNumber!.Value, escalated.Number));
        Assert.Equal(5, escalated.EscalatedNumber);
        Assert.Equal((6, 5L), (changed.Number, changed.EscalatedNumber!.Value));
        Assert.True(changed.IsNewSince(0));
        Assert.False(changed.IsNewSince(1));
    }

    [Fact]
    public async Task A_message_is_written_once_and_the_place_along_with_it()
    {
        var folder = await WithAsync(async store =>
        {
            await store.WebhookFeed.OpenAsync(Names, Some.Time, default);
            await AddAsync(store, new FollowedTo(7, 5), "1", "2");
            await AddAsync(store, new FollowedTo(8, 8), "2", "3");
        });

        await using var again = await TestStore.NewAsync(folder);
        var followed = await again.WebhookFeed.OpenAsync(Names, Some.Time, default);

        Assert.Equal(new FollowedTo(8, 8), followed);
        Assert.Equal(["3", "2", "1"], (await ListAsync(again)).Select(delivery => delivery.MessageId));
    }

    [Fact]
    public async Task Targets_that_are_new_are_told_from_now_on_and_of_those_that_are_gone_nothing_waits()
    {
        await using var store = await TestStore.NewAsync();
        await store.WebhookFeed.OpenAsync(Names, Some.Time, default);
        await AddAsync(store, new FollowedTo(0, 0), "1");
        await store.RecordAsync(SomeMatch.Of(1, 1));
        var followed = await store.WebhookFeed.OpenAsync(["b", "c"], Some.Time, default);
        var targets = await store.WebhookFeed.TargetsAsync(default);

        Assert.Equal(new FollowedTo(0, 0), followed);
        Assert.Equal(["b", "c"], targets.Keys.Order());
        Assert.Equal((0, 1), (targets["b"].Since, targets["c"].Since));
        var orphan = Assert.Single(await ListAsync(store));
        Assert.Equal(DeliveryState.Dead, orphan.State);
        Assert.NotNull(orphan.LastError);
    }

    [Fact]
    public async Task Past_what_may_wait_the_oldest_are_given_up()
    {
        await using var store = await TestStore.NewAsync();
        await store.WebhookFeed.OpenAsync(Names, Some.Time, default);
        await AddAsync(store, new FollowedTo(1, 1), "1", "2", "3");
        var givenUp = await store.WebhookFeed.AddAsync(
            [Message("4")], new FollowedTo(2, 2), pendingMax: 2, Some.Time, default);

        Assert.Equal(2, givenUp);
        Assert.Equal(
            [("4", DeliveryState.Pending), ("3", DeliveryState.Pending), ("2", DeliveryState.Dead),
                ("1", DeliveryState.Dead)],
            (await ListAsync(store)).Select(d => (d.MessageId, d.State)));
        Assert.Equal(1, await store.Webhooks.ReplayDeadAsync("a", pendingMax: 3, Some.Time, default));
        Assert.Equal(DeliveryState.Pending, (await ListAsync(store))[^1].State);
    }

    [Fact]
    public async Task What_is_old_is_removed_and_what_waits_is_not()
    {
        await using var store = await TestStore.NewAsync();
        await store.WebhookFeed.OpenAsync(Names, Some.Time, default);
        await AddAsync(store, new FollowedTo(1, 1), "delivered", "dead", "pending", "fresh");
        var ids = (await ListAsync(store)).ToDictionary(d => d.MessageId, d => d.Id);
        await store.Webhooks.NoteAsync(
            [
                (ids["delivered"], new DeliveryAttempt(Some.Time, 200, null), null),
                (ids["dead"], new DeliveryAttempt(Some.Time, 500, "no"), null),
                (ids["fresh"], new DeliveryAttempt(Some.Time.AddDays(2), 200, null), null),
            ],
            default);

        Assert.Equal(1, await store.Webhooks.SweepAsync(Some.Time.AddDays(1), Some.Time, default));
        Assert.Equal(1, await store.Webhooks.SweepAsync(Some.Time.AddDays(1), Some.Time.AddDays(1), default));
        Assert.Equal(["fresh", "pending"], (await ListAsync(store)).Select(d => d.MessageId).Order());
    }

    private static async Task<string> WithAsync(Func<TestStore, Task> work)
    {
        var store = await TestStore.NewAsync();
        await work(store);
        return await store.CloseAsync();
    }

    private static Task<int> AddAsync(TestStore store, FollowedTo followed, params string[] ids) =>
        store.WebhookFeed.AddAsync([.. ids.Select(Message)], followed, pendingMax: 100, Some.Time, default);

    private static WebhookDelivery Message(string id) => new()
    {
        MessageId = id, Target = "a", Type = "alert.created", AlertId = "x", Body = [1], CreatedAt = Some.Time,
        NextAttemptAt = Some.Time,
    };

    private static async Task<IReadOnlyList<WebhookDelivery>> ListAsync(TestStore store) =>
        (await store.Webhooks.ListAsync(new DeliveryFilter(), null, 100, default)).Items;

    private static async Task<ChangedAlert> FirstAsync(TestStore store) =>
        (await store.Feed.AfterAsync(0, 10, default)).Single(change => change.BegunNumber == 1);

    private static async Task RecommendAsync(TestStore store, Recommendation recommendation)
    {
        await using var db = await store.ContextAsync();
        var id = (await FirstAsync(store)).Alert.Id;
        db.Alerts.Single(alert => alert.Id == id).Recommend(recommendation);
        await db.SaveChangesAsync();
    }
}
