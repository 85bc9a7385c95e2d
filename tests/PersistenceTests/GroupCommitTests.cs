using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

/// <summary>Batches that wait together are stored together, and each gets its own answer.</summary>
public sealed class GroupCommitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Each_of_many_batches_gets_its_own_outcome()
    {
        await using var store = await TestStore.NewAsync();
        var batches = Enumerable.Range(0, 60)
            .Select(i => Enumerable.Range(0, i % 5).Select(j => SomeMatch.Of(i, (i * 10) + j)).ToArray()).ToList();

        var stored = await StoreTogetherAsync(store, batches);

        Assert.Equal(batches.Select(batch => batch.Length), stored.Select(outcome => outcome!.Value.NewOccurrences));
    }

    [Fact]
    public async Task What_two_batches_hold_counts_for_the_first_of_them()
    {
        await using var store = await TestStore.NewAsync();
        Match[] batch = [SomeMatch.Of(1, 1), SomeMatch.Of(1, 2)];

        var stored = await StoreTogetherAsync(
            store, [[SomeMatch.Of(1, 0)], batch, batch, [.. batch, SomeMatch.Of(1, 3)]]);

        Assert.Equal([1, 2, 0, 1], stored.Select(outcome => outcome!.Value.NewOccurrences));
        Assert.Equal(4, Assert.Single(await store.AllAsync()).OccurrenceCount);
    }

    [Fact]
    public async Task The_cap_is_counted_in_the_order_of_the_batches()
    {
        await using var store = await TestStore.NewAsync();

        var stored = await StoreTogetherAsync(store, SomeMatch.Burst(150).Chunk(40));

        Assert.Equal([0, 0, 20, 30], stored.Select(outcome => outcome!.Value.NewOverflow));
    }

    [Fact]
    public async Task A_batch_that_cannot_be_stored_does_not_take_the_others_with_it()
    {
        await using var store = await TestStore.NewAsync();
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER t BEFORE INSERT ON occurrences WHEN NEW.record_id = '14'
                BEGIN SELECT RAISE(FAIL, 'no'); END
                """);
        var records = Enumerable.Range(0, 30).Select(i => new BatchRecord(
            [SomeMatch.Of(i, i)], [], SomeSegment.Of(Some.Later, SomeSegment.Event(i)), Some.Later));

        var stored = await StoreTogetherAsync(store, records);

        Assert.Equal(
            Enumerable.Range(0, 30).Select(i => i != 13), stored.Select(outcome => outcome is { NewOccurrences: 1 }));
        Assert.Equal(29, (await store.AllAsync()).Count);
        Assert.Equal(30, store.ContextNumber("SELECT sum(count) FROM segments"));
    }

    [Fact]
    public async Task The_same_unreadable_document_in_several_batches_is_kept_once()
    {
        await using var store = await TestStore.NewAsync();

        // The first is stored alone, and so has nothing in common with the others.
        var records = Enumerable.Range(0, 11).Select(i => new BatchRecord(
            [], [Unreadable((byte)(i == 0 ? 99 : 7)), Unreadable((byte)(100 + i))],
            SomeSegment.Of(Some.Later, SomeSegment.Event(i)), Some.Later));

        var stored = await StoreTogetherAsync(store, records);

        Assert.All(stored, outcome => Assert.NotNull(outcome));
        var page = await store.Quarantine.ListAsync(null, 100, default);
        Assert.Equal(13, page.Items.Count);
        Assert.Equal(10, page.Items.Single(d => d.Document[0] == 7).Count);
        Assert.Equal(11, store.ContextNumber("SELECT sum(count) FROM segments"));
    }

    [Fact]
    public async Task Where_the_disk_is_full_all_that_wait_are_told_and_once_there_is_room_the_next_are_stored()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Large(0, 100));
        var pages = store.ContextNumber("PRAGMA page_count");
        Execute(store.ContextWriter, $"PRAGMA max_page_count = {pages}");

        var told = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Record.ExceptionAsync(
            () => store.KeepAsync(SomeSegment.Large(i * 1000, 100)).WaitAsync(Patience))));

        Assert.All(told, e => Assert.True(e is SqliteException && StoreFaults.IsOne(e), $"{e}"));
        Assert.True(store.Gate.HasFailed);
        Execute(store.ContextWriter, "PRAGMA max_page_count = 4294967294");
        for (var i = 1; i <= 20; i++) await store.KeepAsync(SomeSegment.Large(i * 1000, 100)).WaitAsync(Patience);
        Assert.Equal(2100, store.Kept().Count);
        Assert.False(store.Gate.HasFailed);
    }

    [Fact]
    public async Task Where_another_program_holds_the_file_all_that_wait_are_told_and_later_ones_are_stored()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(0));
        store.ContextWriter.DefaultTimeout = 1;
        using (var holder = store.OpenContext())
        {
            Execute(holder, "BEGIN IMMEDIATE");
            var told = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Record.ExceptionAsync(
                () => store.KeepAsync(SomeSegment.Event(i)).WaitAsync(Patience))));
            Assert.All(told, e => Assert.True(e is SqliteException && StoreFaults.IsOne(e), $"{e}"));
        }

        await store.KeepAsync(SomeSegment.Event(100)).WaitAsync(Patience);
        Assert.Equal(["10000", "10100"], store.Kept().Select(e => e.RecordId));
    }

    [Fact]
    public async Task What_waits_is_stored_before_the_end_and_nothing_is_taken_after_it()
    {
        var store = await TestStore.NewAsync();
        var waiting = Enumerable.Range(0, 50).Select(i => store.RecordAsync(SomeMatch.Of(i, i))).ToList();
        var folder = await store.CloseAsync();

        Assert.Equal(50, (await Task.WhenAll(waiting)).Sum());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.RecordAsync(SomeMatch.Of(99, 99)));
        await using var after = await TestStore.NewAsync(folder);
        Assert.Equal(50, (await after.AllAsync()).Count);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(18, false)]
    [InlineData(19, false)]
    public void What_an_operator_can_mend_is_a_fault_of_the_store(int code, bool isOne)
    {
        Assert.Equal(isOne, StoreFaults.IsOne(new SqliteException("", code)));
        Assert.Equal(isOne, StoreFaults.IsOne(new DbUpdateException("", new SqliteException("", code))));
        Assert.True(StoreFaults.IsOne(new IOException()));
        Assert.False(StoreFaults.IsOne(new InvalidOperationException()));
    }

    private static Task<RecordOutcome?[]> StoreTogetherAsync(TestStore store, IEnumerable<Match[]> batches) =>
        StoreTogetherAsync(store, batches.Select(batch => new BatchRecord(batch, [], [], Some.Later)));

    // While another one holds the gate they wait, so that most of them are one group.
    private static async Task<RecordOutcome?[]> StoreTogetherAsync(TestStore store, IEnumerable<BatchRecord> records)
    {
        BatchRecord[] all = [.. records];
        Task<RecordOutcome>[] waiting = [];
        await store.Gate.PassAsync(
            async () =>
            {
                waiting = [.. all.Take(1).Select(store.Writer.StoreAsync)];
                await Task.Yield();
                waiting = [.. waiting, .. all.Skip(1).Select(store.Writer.StoreAsync)];
                return 0;
            },
            default);

        var outcomes = new List<RecordOutcome?>();
        foreach (var batch in waiting)
            outcomes.Add(await Record.ExceptionAsync(() => batch.WaitAsync(Patience)) is null ? await batch : null);
        return [.. outcomes];
    }

    private static QuarantinedDocument Unreadable(byte content) => new()
    {
        Fingerprint = Domain.Events.Fingerprint.Of([content]),
        ReceivedAt = Some.Later,
        LastReceivedAt = Some.Later,
        SenderAddress = null,
        SenderAgent = null,
        Index = null,
        Position = 0,
        Reason = "because",
        Document = [content],
    };

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
