using System.Globalization;
using DetectionApi.Domain.Context;
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

        var seen = Seen(store);

        Assert.Equal(["1", "11"], seen.Select(one => one.Code));
        Assert.All(seen, one => Assert.Equal(SomeContext.Host, one.Host));
        Assert.Equal(TimeSpan.Zero, seen[0].LastAt - seen[0].FirstAt);
        Assert.Equal(TimeSpan.FromHours(3), seen[1].LastAt - seen[1].FirstAt);
        Assert.Empty(Seen(store, "another.example"));
    }

    [Fact]
    public async Task Each_day_is_told_apart_whether_its_events_come_together_or_not()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(Wrote("2026-02-18 09:00:00.000", 1), Wrote("2026-03-01 23:59:59.999", 2));
        await store.KeepAsync(
            Wrote("2026-03-01 08:00:00.000", 3), Wrote("2026-03-02 00:00:00.000", 4),
            Wrote("2026-03-01 09:00:00.000", 5), Wrote("2026-03-02 05:00:00.000", 6));

        Assert.Equal(
            [
                "11 2026-02-18 09:00:00 2026-02-18 09:00:00", "11 2026-03-01 08:00:00 2026-03-01 23:59:59",
                "11 2026-03-02 00:00:00 2026-03-02 05:00:00",
            ], Seen(store).Select(Told));
    }

    [Fact]
    public async Task Only_days_around_the_times_that_were_asked_for_are_told()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(
            Wrote("2026-02-18 09:00:00.000", 1), Wrote("2026-02-20 08:00:00.000", 2),
            Wrote("2026-02-20 10:00:00.000", 3), Wrote("2026-02-22 09:00:00.000", 4));

        Assert.Equal(["11 2026-02-20 08:00:00 2026-02-20 10:00:00"], Of("2026-02-20T09:00Z", "2026-02-20T09:30Z"));
        Assert.Equal(2, Of("2026-02-18T09:00Z", "2026-02-20T08:00Z").Count());
        Assert.Empty(Of("2026-02-20T10:01Z", "2026-02-22T08:59Z"));

        IEnumerable<string> Of(string from, string to) => store.Context
            .TelemetryOf(SomeContext.Host, Time(from), Time(to)).Select(Told);
    }

    [Fact]
    public async Task It_goes_when_nothing_of_the_kind_was_received_for_as_long_as_context_is_kept()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start());

        await store.ContextRetention.SweepAsync(Some.Later.AddDays(-1), long.MaxValue, default);
        Assert.NotEmpty(Seen(store));

        await store.ContextRetention.SweepAsync(Some.Later.AddDays(1), long.MaxValue, default);
        Assert.Empty(Seen(store));

        await store.KeepAsync(SomeContext.Start());
        Assert.NotEmpty(Seen(store));
    }

    [Fact]
    public async Task A_time_in_the_future_does_not_make_a_host_send_for_ever()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start().Data("UtcTime", "2199-01-01 00:00:00.000"));

        Assert.Equal(Some.Later, Assert.Single(Seen(store)).LastAt);
    }

    private static SomeEvent Wrote(string time, int record) => SomeContext.Sysmon(11)
        .Data("TargetFilename", @"C:\Temp\a.txt").Data("UtcTime", time).With("winlog.record_id", record);

    private static IReadOnlyList<SeenTelemetry> Seen(TestStore store, string host = SomeContext.Host) =>
        store.Context.TelemetryOf(host, Some.Time.AddYears(-1), Some.Time.AddYears(1));

    private static string Told(SeenTelemetry s) =>
        $"{s.Code} {s.FirstAt:yyyy-MM-dd HH:mm:ss} {s.LastAt:yyyy-MM-dd HH:mm:ss}";

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
