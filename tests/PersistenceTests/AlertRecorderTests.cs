using System.Text;
using DetectionApi.Domain.Alerts;
using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

public sealed class AlertRecorderTests
{
    [Fact]
    public async Task A_match_comes_back_with_all_that_it_told()
    {
        await using var store = await TestStore.NewAsync();
        var match = Some.Match(Some.ProcessAccess().With("process.hash.sha256", new string('A', 64))
            .With("process.code_signature.subject_name", "Vendor").With("process.code_signature.trusted", true));
        var folder = new AlertFolder([], []);
        folder.Take(match, Some.Later);

        Assert.Equal(1, await store.RecordAsync(match));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equivalent(folder.Begun[0], alert, strict: true);
        Assert.Equivalent(alert, await store.Alerts.FindAsync(alert.Id, default), strict: true);
        var occurrence = Assert.Single(await store.OccurrencesAsync(alert.Id));
        Assert.Equal((match.Envelope.Key, "41017", Some.Time, Some.Later),
            (occurrence.EventKey, occurrence.RecordId, occurrence.At, occurrence.ReceivedAt));
        Assert.Null(await store.Alerts.FindAsync("none", default));
    }

    [Fact]
    public async Task A_match_that_tells_almost_nothing_comes_back_too()
    {
        await using var store = await TestStore.NewAsync();
        var document = Encoding.UTF8.GetBytes(
            """{"event":{"code":"10","category":"process"},"host.os.type":"windows","CallTrace":"Ente"}""");
        var match = Some.Match(document);

        Assert.Equal((1, 0), (await store.RecordAsync(match), await store.RecordAsync(match)));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Null(alert.Mask);
        Assert.Null(alert.Pattern.Classes);
        Assert.Null(alert.Source.Executable);
        Assert.Null(alert.Host.Id);
        Assert.Equal("unknown", alert.Host.Name);
        Assert.Equal(Some.Later, alert.FirstSeenAt);
    }

    [Fact]
    public async Task The_same_batch_again_changes_nothing()
    {
        await using var store = await TestStore.NewAsync();
        var matches = Enumerable.Range(0, 30).Select(i => SomeMatch.Of(i % 3, i)).ToArray();
        Assert.Equal(30, await store.RecordAsync(matches));
        var before = await store.AllAsync();

        Assert.Equal(0, await store.RecordAsync(matches));

        Assert.Equivalent(before, await store.AllAsync(), strict: true);
        Assert.Equal([10, 10, 10], before.Select(a => a.OccurrenceCount));
    }

    [Fact]
    public async Task The_same_event_twice_in_a_batch_counts_once()
    {
        await using var store = await TestStore.NewAsync();

        Assert.Equal(1, await store.RecordAsync(SomeMatch.Of(1, 1), SomeMatch.Of(1, 1)));
        Assert.Equal(1, Assert.Single(await store.AllAsync()).OccurrenceCount);
    }

    [Fact]
    public async Task Ten_times_in_random_order_and_batches_count_once()
    {
        await using var store = await TestStore.NewAsync();
        var matches = Enumerable.Range(0, 60).Select(i => SomeMatch.Of(i % 4, i, TimeSpan.FromMinutes(i))).ToArray();
        var stored = 0;
        for (var round = 0; round < 10; round++)
            foreach (var batch in Some.Shuffled(matches, round).Chunk(7 + round))
                stored += await store.RecordAsync(batch);

        Assert.Equal(60, stored);
        var alerts = await store.AllAsync();
        Assert.Equal([15, 15, 15, 15], alerts.Select(a => a.OccurrenceCount));
        Assert.Equal(Some.Time, alerts.Min(a => a.FirstSeenAt));
        Assert.Equal(Some.Time.AddMinutes(59), alerts.Max(a => a.LastSeenAt));
    }

    [Fact]
    public async Task Occurrences_fold_across_batches_until_the_window_ends()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        await store.RecordAsync(SomeMatch.Of(1, 2, Alert.FoldWindow));
        await store.RecordAsync(SomeMatch.Of(1, 3, Alert.FoldWindow + TimeSpan.FromMilliseconds(1)));

        var alerts = await store.AllAsync();
        Assert.Equal([1, 2], alerts.Select(a => a.OccurrenceCount));
        Assert.Equal([1, 2], alerts.Select(a => a.Revision));
        Assert.Null(alerts[0].PreviousAlertId);
        Assert.Equal(["2", "3"], (await store.OccurrencesAsync(alerts[1].Id)).Select(o => o.RecordId));
    }

    [Fact]
    public async Task A_closed_alert_takes_no_more_and_the_next_points_back()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE alerts SET status = 'closed'");
        await store.RecordAsync(SomeMatch.Of(1, 2, TimeSpan.FromHours(1)));

        var alerts = await store.AllAsync();
        Assert.Equal([1, 1], alerts.Select(a => a.OccurrenceCount));
        Assert.Equal((alerts[1].Id, AlertStatus.Open), (alerts[0].PreviousAlertId, alerts[0].Status));
    }

    [Theory]
    [InlineData(150, 0)]
    [InlineData(150, 1)]
    [InlineData(40, 2)]
    [InlineData(1, 3)]
    public async Task Of_150_new_alerts_at_once_100_are_raised_and_all_are_kept(int batchSize, int seed)
    {
        await using var store = await TestStore.NewAsync();
        foreach (var batch in Some.Shuffled(SomeMatch.Burst(150), seed).Chunk(batchSize))
            await store.RecordAsync(batch);

        var alerts = await store.AllAsync();
        Assert.Equal(100, alerts.Count(a => a.Disposition is Disposition.Raised));
        Assert.Equal(50, alerts.Count(a => a.Disposition is Disposition.Overflow));
        Assert.All(alerts, alert => Assert.Equal(1, alert.OccurrenceCount));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(40)]
    public async Task The_cap_holds_for_events_that_tell_no_time(int batchSize)
    {
        await using var store = await TestStore.NewAsync();
        var matches = Enumerable.Range(0, 150).Select(i => Some.Match(SomeMatch.EventOf(i, i)
            .Without("@timestamp").Without("winlog.event_data.UtcTime")));
        foreach (var batch in matches.Chunk(batchSize)) await store.RecordAsync(batch);

        var alerts = await store.AllAsync();
        Assert.Equal(150, alerts.Count);
        Assert.Equal(100, alerts.Count(a => a.Disposition is Disposition.Raised));
    }

    [Fact]
    public async Task The_next_interval_raises_again()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(120));
        await store.RecordAsync(Enumerable.Range(0, 100)
            .Select(i => SomeMatch.Of(500 + i, 500 + i, TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(i + 100))));

        Assert.Equal(20, (await store.AllAsync()).Count(a => a.Disposition is Disposition.Overflow));
    }

    [Fact]
    public async Task Documents_come_back_byte_for_byte()
    {
        await using var store = await TestStore.NewAsync();
        var text = SomeMatch.EventOf(1, 1).Utf8;
        byte[] broken = [.. SomeMatch.EventOf(1, 2).Utf8[..^1], .. ",\"x\":\""u8, 0xff, 0xfe, 0x80, .. "\"} \r\n"u8];
        var large = SomeMatch.EventOf(1, 3).With("x", string.Concat(Enumerable.Range(0, 200_000))).Utf8;
        Assert.True(large.Length > 1_000_000);

        await store.RecordAsync(Some.Match(text), Some.Match(broken), Some.Match(large));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal([text, broken, large], (await store.OccurrencesAsync(alert.Id)).Select(o => o.Document));
    }

    [Fact]
    public async Task Parallel_batches_lose_nothing_and_double_nothing()
    {
        await using var store = await TestStore.NewAsync();
        var matches = Enumerable.Range(0, 200).Select(i => SomeMatch.Of(i % 5, i)).ToArray();

        var stored = await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(seed =>
            Some.Shuffled(matches, seed).Chunk(25).Select(batch => Task.Run(() => store.RecordAsync(batch)))));

        Assert.Equal(200, stored.Sum());
        var alerts = await store.AllAsync();
        Assert.Equal([40, 40, 40, 40, 40], alerts.Select(a => a.OccurrenceCount));
        await using var db = await store.ContextAsync();
        Assert.Equal(200, await db.Occurrences.CountAsync());
    }

    [Fact]
    public async Task More_events_than_a_statement_may_have_parameters_are_one_batch()
    {
        await using var store = await TestStore.NewAsync();
        var match = SomeMatch.Of(1, 1);
        var matches = Enumerable.Range(0, 1200).Select(i => match with
        {
            Envelope = match.Envelope with { Key = new((UInt128)i) },
        }).ToArray();

        Assert.Equal(1200, await store.RecordAsync(matches));
        Assert.Equal(0, await store.RecordAsync(matches));
    }

    [Fact]
    public async Task A_batch_is_stored_whole_or_not_at_all()
    {
        await using var store = await TestStore.NewAsync();
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER t BEFORE INSERT ON occurrences WHEN NEW.record_id = '3'
                BEGIN SELECT RAISE(FAIL, 'no'); END
                """);

        await Assert.ThrowsAsync<DbUpdateException>(() => store.RecordAsync(SomeMatch.Of(1, 1), SomeMatch.Of(2, 2)));

        Assert.Empty(await store.AllAsync());
        Assert.Equal(1, await store.RecordAsync(SomeMatch.Of(1, 1)));
    }

    [Fact]
    public async Task Nothing_to_store_costs_nothing()
    {
        await using var store = await TestStore.NewAsync();

        Assert.Equal(0, await store.RecordAsync());
    }
}
