using DetectionApi.Domain.Context;
using DetectionApi.Persistence.Context;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Alerts whose context comes late.</summary>
public sealed class ContextWatchTests
{
    private static readonly ContextKey[] OfProcess = [ContextKey.Of(ContextKeyKind.Process, SomeContext.Process)];
    private static readonly ContextKey[] OfOther = [ContextKey.Of(ContextKeyKind.Process, SomeContext.Other)];

    [Fact]
    public async Task An_alert_is_touched_by_context_with_one_of_its_keys_and_by_no_other()
    {
        await using var store = await TestStore.NewAsync();
        store.Watch.Watch("a", OfProcess);
        store.Watch.Watch("b", OfOther);
        var touched = store.Watch.WaitAsync(default);

        await store.KeepAsync(SomeContext.Start());

        await touched.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["a"], store.Watch.TakeTouched());
        Assert.Empty(store.Watch.TakeTouched());
        Assert.False(store.Watch.WaitAsync(default).IsCompleted);
    }

    [Fact]
    public async Task What_is_watched_for_an_alert_can_change()
    {
        await using var store = await TestStore.NewAsync();
        store.Watch.Watch("a", OfProcess);
        store.Watch.Watch("a", OfOther);

        await store.KeepAsync(SomeContext.Start());

        Assert.Empty(store.Watch.TakeTouched());
    }

    [Fact]
    public async Task Of_too_many_alerts_those_are_watched_that_asked_last()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i <= ContextWatch.AlertsMax; i++) store.Watch.Watch($"{i}", OfProcess);

        await store.KeepAsync(SomeContext.Start());

        var touched = store.Watch.TakeTouched();
        Assert.Equal(ContextWatch.AlertsMax, touched.Count);
        Assert.DoesNotContain("0", touched);
    }
}
