using DetectionApi.Domain.Events;
using DetectionApi.Persistence;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

public sealed class QuarantineRetentionTests
{
    private const long NoLimit = long.MaxValue;

    [Fact]
    public async Task What_came_last_too_long_ago_goes_and_what_came_again_stays()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store, Some.Time, 1, 2, 3);
        await RecordAsync(store, Some.Time.AddDays(2), 2, 4);

        var removed = await store.Retention.SweepAsync(Some.Time.AddDays(1), NoLimit, default);

        Assert.Equal(2, removed.Documents);
        Assert.Equal([4, 2], await KeptAsync(store));
    }

    [Fact]
    public async Task Past_the_size_the_oldest_go_and_no_more_than_must()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 10; i++) await RecordAsync(store, Some.Time.AddMinutes(i), i);
        await RecordAsync(store, Some.Time.AddMinutes(20), 0);
        var each = (await store.Quarantine.ListAsync(null, 1, default)).Items[0].CountedBytes;

        var removed = await store.Retention.SweepAsync(Some.Time, (each * 7) + 1, default);

        Assert.Equal(new QuarantineRemoval(3, each * 3), removed);
        Assert.Equal([9, 8, 7, 6, 5, 4, 0], await KeptAsync(store));
    }

    [Fact]
    public async Task Within_its_bounds_nothing_goes_and_no_turn_is_taken()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store, Some.Time, 1, 2, 3);

        Assert.Equal(default, await store.Retention.SweepAsync(Some.Time, NoLimit, default));
        Assert.Equal(3, (await KeptAsync(store)).Count);
    }

    [Fact]
    public async Task Many_slices_are_one_sweep()
    {
        await using var store = await TestStore.NewAsync();
        const int Documents = (QuarantineRetention.SliceDocumentsMax * 3) + 7;
        await RecordAsync(store, Some.Time, [.. Enumerable.Range(0, Documents)]);
        await RecordAsync(store, Some.Later, -1);

        Assert.Equal(Documents, (await store.Retention.SweepAsync(Some.Later, NoLimit, default)).Documents);
        Assert.Equal([-1], await KeptAsync(store));
    }

    [Fact]
    public async Task A_document_counts_as_it_came_and_a_tiny_one_too()
    {
        await using var store = await TestStore.NewAsync();
        await store.Writer.StoreAsync(
            new BatchRecord([], [Document(new byte[100_000], Some.Time), Document([], Some.Time)], [], Some.Time));

        var kept = (await store.Quarantine.ListAsync(null, 2, default)).Items;

        Assert.Equal([512, 100_512], kept.Select(document => document.CountedBytes).Order());
    }

    [Fact]
    public async Task Batches_are_stored_while_a_sweep_removes()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store, Some.Time, [.. Enumerable.Range(0, 2000)]);

        var sweeping = Task.Run(() => store.Retention.SweepAsync(Some.Later, NoLimit, default));
        for (var i = 0; i < 20; i++) await RecordAsync(store, Some.Later, -1 - i, i);
        await sweeping;

        // What came again was counted if it was still there, and stored anew if not: kept in both cases.
        Assert.Equal(
            Enumerable.Range(-20, 40), (await KeptAsync(store)).Order());
    }

    private static async Task<IReadOnlyList<int>> KeptAsync(TestStore store)
    {
        var page = await store.Quarantine.ListAsync(null, 5000, default);
        return [.. page.Items.OrderByDescending(d => d.Id).Select(d => BitConverter.ToInt32(d.Document))];
    }

    private static Task<RecordOutcome> RecordAsync(TestStore store, DateTimeOffset at, params int[] numbers) =>
        store.Writer.StoreAsync(
            new BatchRecord([], [.. numbers.Select(n => Document(BitConverter.GetBytes(n), at))], [], at));

    private static QuarantinedDocument Document(byte[] bytes, DateTimeOffset at) => new()
    {
        Fingerprint = Fingerprint.Of(bytes),
        ReceivedAt = at,
        LastReceivedAt = at,
        SenderAddress = null,
        SenderAgent = null,
        Index = null,
        Position = 0,
        Reason = "because",
        Document = bytes,
    };
}
