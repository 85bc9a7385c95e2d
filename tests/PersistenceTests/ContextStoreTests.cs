using DetectionApi.Domain.Context;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

/// <summary>Finding what processes did.</summary>
public sealed class ContextStoreTests
{
    private static readonly (ContextKeyKind Kind, string One, string? Other)[] Keys =
    [
        (ContextKeyKind.Process, SomeContext.Process, null), (ContextKeyKind.ProcessId, SomeContext.Host, "6120"),
        (ContextKeyKind.Parent, SomeContext.Parent, null), (ContextKeyKind.ParentId, SomeContext.Host, "708"),
        (ContextKeyKind.Start, SomeContext.Host, SomeContext.Process),
        (ContextKeyKind.StartId, SomeContext.Host, "6120"),
        (ContextKeyKind.OwnImage, SomeContext.Host, SomeContext.Process),
        (ContextKeyKind.OwnImageHash, SomeContext.Sha256, null),
        (ContextKeyKind.Target, SomeContext.Other, null), (ContextKeyKind.Host, SomeContext.Host, null),
        (ContextKeyKind.User, "CORP", "mira"), (ContextKeyKind.Hash, SomeContext.Sha256, null),
        (ContextKeyKind.File, @"C:\Temp\out.dmp", null), (ContextKeyKind.Executable, SomeContext.Image, null),
        (ContextKeyKind.Logon, SomeContext.Host, "0x4f2a1"), (ContextKeyKind.Session, SomeContext.Host, "0x4f2a1"),
        (ContextKeyKind.OwnImageHashOnHost, SomeContext.Host, SomeContext.Sha256),
    ];

    [Fact]
    public async Task Every_kind_of_key_finds_its_events_among_many_others()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Large(0));
        await store.KeepAsync(
            SomeContext.Start(), SomeContext.Load(), SomeContext.AuditedStart(),
            SomeContext.Sysmon(8).Data("SourceProcessGuid", SomeContext.Process)
                .Data("TargetProcessGuid", SomeContext.Other),
            SomeContext.Sysmon(11).Data("TargetFilename", @"C:\Temp\out.dmp"),
            SomeContext.Security(4624).Data("TargetLogonId", "0x4f2a1"));
        await store.KeepAsync(SomeSegment.Large(1000));
        var all = store.Kept();

        Assert.Equal(Enum.GetValues<ContextKeyKind>(), Keys.Select(key => key.Kind));
        foreach (var (kind, one, other) in Keys)
        {
            var key = other is null ? ContextKey.Of(kind, one) : ContextKey.Of(kind, one, other);
            var found = Find(store, key);
            Assert.NotEmpty(found);
            Assert.Equal(all.Where(e => e.KeyHashes.Contains(key.Hash)).Select(e => e.Key), found.Select(e => e.Key));
        }

        Assert.Equal(306, all.Count);
        Assert.Equal(Keys.Length, Keys.Select(key => key.Kind).Distinct().Count());
        Assert.Empty(Find(store, ContextKey.Of(ContextKeyKind.Process, SomeContext.Parent)));
    }

    [Fact]
    public async Task Times_bound_what_is_found_across_segments()
    {
        await using var store = await TestStore.NewAsync();
        await KeepFortyAsync(store);

        var found = store.Context.Find(
            [ContextKey.Of(ContextKeyKind.Host, SomeContext.Host)], Some.Time.AddSeconds(5), Some.Time.AddSeconds(16),
            _ => "", 100, default).Events;

        Assert.Equal(Enumerable.Range(5, 12).Select(i => $"{10_000 + i}"), found.Select(e => e.RecordId));
    }

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(3, new[] { 0, 1, 2 })]
    [InlineData(0, new int[0])]
    public async Task Of_more_than_the_limit_the_earliest_are_found(int limit, int[] expected)
    {
        await using var store = await TestStore.NewAsync();
        await KeepFortyAsync(store);

        var found = store.Context.Find(
            [ContextKey.Of(ContextKeyKind.Host, SomeContext.Host)], DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
            _ => "", limit, default);

        Assert.Equal(expected.Select(i => $"{10_000 + i}"), found.Events.Select(e => e.RecordId));
        Assert.True(found.IsCut);
    }

    [Fact]
    public async Task What_was_delivered_several_times_is_found_once()
    {
        await using var store = await TestStore.NewAsync();
        for (var time = 0; time < 3; time++)
        {
            await store.KeepAsync(
                SomeSegment.Event(1), SomeSegment.Event(2).Without("winlog.record_id"), SomeSegment.Event(1));
            await store.KeepAsync(SomeSegment.Event(2).Without("winlog.record_id").With("event.created", $"{time}"));
        }

        Assert.Equal(["10001", null], store.Kept().Select(e => e.RecordId));
        Assert.Equal(12, store.ContextNumber("SELECT sum(count) FROM segments"));
    }

    [Fact]
    public async Task Several_thousand_keys_at_once_are_found()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(Enumerable.Range(0, 3000).Select(i => SomeSegment.Event(i)));

        var found = store.Context.Find(
            Enumerable.Range(0, 6000).Select(i => ContextKey.Of(ContextKeyKind.Process, SomeSegment.ProcessOf(i * 2))),
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue, _ => "", 10_000, default).Events;

        Assert.Equal(Enumerable.Range(0, 1500).Select(i => $"{10_000 + (i * 2)}"), found.Select(e => e.RecordId));
    }

    [Fact]
    public async Task Of_each_key_the_latest_are_found_however_many_there_are()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start().With("winlog.record_id", 1));
        for (var i = 0; i < 10; i++) await store.KeepAsync(SomeContext.Load().With("winlog.record_id", 100 + i));
        var (start, load) = (
            ContextKey.Of(ContextKeyKind.Start, SomeContext.Host, SomeContext.Process),
            ContextKey.Of(ContextKeyKind.OwnImageHash, SomeContext.Sha256));

        var found = store.Context.FindFacts([start, load], segmentsPerKey: 4);

        Assert.Equal("1", Assert.Single(found[start.Hash]).RecordId);
        Assert.Equal(["109", "108", "107", "106"], found[load.Hash].Select(e => e.RecordId));
    }

    [Fact]
    public async Task A_segment_that_the_disk_spoiled_is_passed_over_and_goes_in_its_turn()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(1));
        await store.KeepAsync(SomeSegment.Event(2));
        await store.KeepAsync(SomeSegment.Event(3));
        store.ContextNumber("UPDATE segments SET records = x'00112233' WHERE id = 2 RETURNING id");
        store.ContextNumber("UPDATE segments SET length = length + 1 WHERE id = 3 RETURNING id");

        Assert.Equal(["10001"], store.Kept().Select(e => e.RecordId));
        Assert.Equal(1, await store.RecordAsync(SomeMatch.Of(2, 1)));

        await store.ContextRetention.SweepAsync(Some.Later.AddDays(1), long.MaxValue, default);
        Assert.Equal(0, store.ContextNumber("SELECT count(*) FROM segments"));
    }

    [Fact]
    public async Task A_search_can_be_stopped()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(1));

        Assert.Throws<OperationCanceledException>(() => store.Context.Find(
            [ContextKey.Of(ContextKeyKind.Host, SomeContext.Host)], DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
            _ => "", 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task What_is_kept_is_there_after_a_restart()
    {
        var before = await TestStore.NewAsync();
        await before.KeepAsync(SomeSegment.Event(1), SomeSegment.Event(2));
        await using var after = await TestStore.NewAsync(await before.CloseAsync());
        await after.KeepAsync(SomeSegment.Event(3));

        Assert.Equal(["10001", "10002", "10003"], after.Kept().Select(e => e.RecordId));
    }

    [Fact]
    public async Task The_file_of_a_newer_service_is_refused_and_left_as_it_is()
    {
        var before = await TestStore.NewAsync();
        await before.KeepAsync(SomeSegment.Event(1));
        var folder = await before.CloseAsync();
        var file = Path.Combine(folder, "context.db");
        Execute(file, "PRAGMA user_version = 2");

        var refusal = await Assert.ThrowsAsync<IOException>(() => TestStore.NewAsync(folder));

        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
        Execute(file, "PRAGMA user_version = 1");
        await using var after = await TestStore.NewAsync(folder);
        Assert.Single(after.Kept());
    }

    private static async Task KeepFortyAsync(TestStore store)
    {
        foreach (var batch in Enumerable.Range(0, 40).Chunk(7))
            await store.KeepAsync(batch.Select(number => SomeSegment.Event(number)));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static IReadOnlyList<ContextEvent> Find(TestStore store, ContextKey key) =>
        store.Context.Find([key], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, _ => "", int.MaxValue, default)
            .Events;
}
