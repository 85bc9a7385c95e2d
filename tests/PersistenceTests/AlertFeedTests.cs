namespace DetectionApi.PersistenceTests;

public sealed class AlertFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Alerts_come_in_the_order_in_which_they_last_changed()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        await store.RecordAsync(SomeMatch.Of(2, 2));
        await store.RecordAsync(SomeMatch.Of(1, 3));

        var changed = await store.Feed.AfterAsync(0, 10, default);

        Assert.Equal([2, 3], changed.Select(c => c.Number));
        Assert.Equal([1, 2], changed.Select(c => c.Alert.OccurrenceCount));
        Assert.Single(await store.Feed.AfterAsync(2, 10, default));
        Assert.Single(await store.Feed.AfterAsync(0, 1, default));
        Assert.Equal(3, await store.Feed.LastAsync(default));
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_the_next_change_and_not_by_one_that_is_known()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        await store.Feed.WaitAsync(0, default).WaitAsync(Patience);

        var next = store.Feed.WaitAsync(store.Feed.Latest, default);
        Assert.False(next.IsCompleted);
        await store.RecordAsync(SomeMatch.Of(2, 2));

        await next.WaitAsync(Patience);
        Assert.Equal(2, store.Feed.Latest);
    }

    [Fact]
    public async Task An_empty_store_has_no_last_change()
    {
        await using var store = await TestStore.NewAsync();

        Assert.Equal(0, await store.Feed.LastAsync(default));
        Assert.Empty(await store.Feed.AfterAsync(0, 10, default));
    }
}
