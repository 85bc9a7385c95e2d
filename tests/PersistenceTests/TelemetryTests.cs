using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Which events a host sends at all.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_event_id_of_a_host_is_known_with_the_times_of_its_events()
    {
        await using var store = await TestStore.NewAsync();
        var earlier = SomeContext.Sysmon(11).Data("TargetFilename", @"C:\Temp\b.dmp").With("winlog.record_id", 77)
            .Data("UtcTime", "2026-03-02 07:20:30.250");
        await store.KeepAsync(SomeContext.Start(), SomeContext.Sysmon(11).Data("TargetFilename", @"C:\Temp\a.dmp"));
        await store.KeepAsync(earlier);

        var seen = store.Context.TelemetryOf(SomeContext.Host);

        Assert.Equal(["1", "11"], seen.Select(one => one.Code));
        Assert.All(seen, one => Assert.Equal(SomeContext.Host, one.Host));
        Assert.Equal(TimeSpan.Zero, seen[0].LastAt - seen[0].FirstAt);
        Assert.Equal(TimeSpan.FromHours(3), seen[1].LastAt - seen[1].FirstAt);
        Assert.Empty(store.Context.TelemetryOf("another.example"));
    }

    [Fact]
    public async Task It_goes_when_nothing_of_the_kind_was_received_for_as_long_as_context_is_kept()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start());

        await store.ContextRetention.SweepAsync(Some.Later.AddDays(-1), long.MaxValue, default);
        Assert.NotEmpty(store.Context.TelemetryOf(SomeContext.Host));

        await store.ContextRetention.SweepAsync(Some.Later.AddDays(1), long.MaxValue, default);
        Assert.Empty(store.Context.TelemetryOf(SomeContext.Host));

        await store.KeepAsync(SomeContext.Start());
        Assert.NotEmpty(store.Context.TelemetryOf(SomeContext.Host));
    }

    [Fact]
    public async Task A_time_in_the_future_does_not_make_a_host_send_for_ever()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start().Data("UtcTime", "2199-01-01 00:00:00.000"));

        Assert.Equal(Some.Later, Assert.Single(store.Context.TelemetryOf(SomeContext.Host)).LastAt);
    }
}
