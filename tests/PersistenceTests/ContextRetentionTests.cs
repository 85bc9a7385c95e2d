using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

/// <summary>The bounds of the context by age and size, and what stays in spite of them.</summary>
public sealed class ContextRetentionTests
{
    private const long NoBound = long.MaxValue;
    private static readonly DateTimeOffset Never = DateTimeOffset.MinValue;
    private static readonly DateTimeOffset EndOfTime = Some.Later.AddYears(1);

    [Fact]
    public async Task What_was_received_too_long_ago_goes_and_nothing_else()
    {
        await using var store = await TestStore.NewAsync();
        for (var day = 0; day < 10; day++) await store.KeepAsync(Some.Later.AddDays(day), SomeSegment.Event(day));

        var sweep = await store.ContextRetention.SweepAsync(Some.Later.AddDays(4), NoBound, default);

        Assert.Equal((4, 0), (sweep.Dropped, sweep.Kept));
        Assert.Equal(["10004", "10005", "10006", "10007", "10008", "10009"], store.Kept().Select(e => e.RecordId));
        Assert.Equal(0, (await store.ContextRetention.SweepAsync(Some.Later.AddDays(4), NoBound, default)).Dropped);
    }

    // A clock that was wrong for a while must not hold back what is due.
    [Fact]
    public async Task A_segment_of_a_wrong_clock_holds_back_no_other()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(Some.Later.AddYears(50), SomeSegment.Event(1));
        for (var i = 2; i < 50; i++) await store.KeepAsync(SomeSegment.Event(i));

        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);

        Assert.Equal("10001", Assert.Single(store.Kept()).RecordId);
    }

    [Fact]
    public async Task Under_a_long_stream_the_bytes_in_use_stay_under_the_bound_and_the_oldest_go_first()
    {
        const long BytesMax = 8 * 1024 * 1024;
        await using var store = await TestStore.NewAsync();
        var (last, largest) = (0, 0L);
        for (var round = 0; round < 12; round++)
        {
            for (var batch = 0; batch < 10; batch++, last += 100)
                await store.KeepAsync(Some.Later.AddSeconds(last), SomeSegment.Large(last, 100));
            await store.ContextRetention.SweepAsync(Never, BytesMax, default);

            Assert.InRange(InUse(store), 1, BytesMax);
            largest = Math.Max(largest, new FileInfo(store.ContextFile).Length);
        }

        Assert.InRange(largest, 1, 3 * BytesMax);
        var numbers = store.Kept().Select(e => int.Parse(e.RecordId!, null) - 10_000).ToList();
        Assert.InRange(numbers.Count, 1000, last - 1000);
        Assert.Equal(Enumerable.Range(last - numbers.Count, numbers.Count), numbers);
    }

    [Fact]
    public async Task What_an_open_alert_needs_stays_whatever_the_bounds_and_goes_once_it_is_closed()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Match(SourceAccess()));
        for (var i = 0; i < 3; i++)
        {
            await store.KeepAsync(SomeSegment.Large(i * 1000));
            await store.KeepAsync(
                SomeContext.Sysmon(11).With("winlog.record_id", 70 + i).Data("TargetFilename", @"C:\a"),
                SomeSegment.Event(5000 + i));
        }

        for (var round = 0; round < 3; round++)
        {
            await store.ContextRetention.SweepAsync(EndOfTime, 1, default);
            Assert.Equal(["70", "71", "72"], store.Kept().Select(e => e.RecordId).Order());
        }

        Assert.Equal(3, store.ContextNumber("SELECT count(*) FROM segments WHERE is_remnant = 1 AND count = 1"));
        await CloseAlertsAsync(store);
        await store.ContextRetention.SweepAsync(Never, NoBound, default);
        Assert.Empty(store.Kept());
        Assert.Equal(0, store.ContextNumber("SELECT count(*) FROM segments"));
    }

    [Fact]
    public async Task Of_what_stays_nothing_is_written_again_while_it_is_needed()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Match(SourceAccess()));
        await store.KeepAsync(SomeContext.Sysmon(11), SomeSegment.Event(1));
        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);
        store.ContextNumber(
            "CREATE TRIGGER t BEFORE UPDATE ON segments BEGIN SELECT RAISE(FAIL, 'written'); END");

        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);

        Assert.Single(store.Kept());
    }

    [Fact]
    public async Task More_remnants_than_a_sweep_reviews_are_all_reviewed_in_time()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Match(SourceAccess()));
        await store.KeepAsync(SomeContext.Sysmon(11));
        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);
        store.ContextNumber(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
            INSERT INTO segments (received_at, from_at, to_at, is_remnant, count, length, facts, keys, records)
            SELECT received_at, from_at, to_at, 1, count, length, facts, keys, records FROM segments, n RETURNING 1
            """);
        await CloseAlertsAsync(store);

        for (var round = 0; round < 3; round++) await store.ContextRetention.SweepAsync(Never, NoBound, default);

        Assert.Equal(0, store.ContextNumber("SELECT count(*) FROM segments"));
    }

    [Fact]
    public async Task Sweeping_while_others_read_and_write_loses_nothing_that_is_to_stay()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Match(SourceAccess()));
        for (var i = 0; i < 40; i++)
            await store.KeepAsync(SomeContext.Sysmon(11).With("winlog.record_id", 100 + i), SomeSegment.Event(i));

        var reading = Task.Run(() =>
        {
            // Of the process's own events each search finds all, before, while and after their segments shrink.
            for (var i = 0; i < 200; i++)
                Assert.Equal(40, store.Kept().Count(e => e["process.entity_id"] == SomeContext.Process));
        });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
                await store.KeepAsync(EndOfTime.AddDays(1), SomeSegment.Event(5000 + i, "other"));
        });
        while (!writing.IsCompleted) await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);
        await Task.WhenAll(reading, writing);
        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);

        Assert.Equal(100, store.Kept("other").Count);
        Assert.Equal(40, store.Kept().Count);
    }

    [Fact]
    public async Task A_sweep_can_be_stopped_between_commits()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.ContextRetention.SweepAsync(EndOfTime, NoBound, new CancellationToken(canceled: true)));
        Assert.Single(store.Kept());
    }

    // An alert whose source is the process that SomeContext tells of.
    private static SomeEvent SourceAccess() =>
        Some.ProcessAccess().With("winlog.event_data.SourceProcessGUID", SomeContext.Process);

    private static async Task CloseAlertsAsync(TestStore store)
    {
        await using var db = await store.ContextAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE alerts SET status = 'closed'");
    }

    private static long InUse(TestStore store) => store.ContextNumber("PRAGMA page_size")
        * (store.ContextNumber("PRAGMA page_count") - store.ContextNumber("PRAGMA freelist_count"));
}
