using DetectionApi.Domain.Events;
using DetectionApi.Persistence;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

public sealed class QuarantineTests
{
    [Fact]
    public async Task Bytes_are_kept_once_and_counted()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store, Some.Time, Document([0xff, 0, 1], count: 2));
        await RecordAsync(store, Some.Later, Document([0xff, 0, 1], count: 3), Document([]));

        var page = await store.Quarantine.ListAsync(null, 10, default);
        Assert.False(page.HasMore);
        Assert.Equal([[], [0xff, 0, 1]], page.Items.Select(d => d.Document));
        Assert.Equal([1, 5], page.Items.Select(d => d.Count));
        Assert.Equal((Some.Time, Some.Later), (page.Items[1].ReceivedAt, page.Items[1].LastReceivedAt));
        Assert.Equal(
            (4, "winlogbeat-8", "because"), (page.Items[1].Position, page.Items[1].Index, page.Items[1].Reason));
        Assert.Equal([0xff, 0, 1], (await store.Quarantine.FindAsync(page.Items[1].Id, default))!.Document);
        Assert.Null(await store.Quarantine.FindAsync(99, default));
    }

    [Fact]
    public async Task Paging_visits_every_document_once_newest_first()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store, Some.Time, [.. Enumerable.Range(0, 25).Select(i => Document([(byte)i]))]);

        var visited = new List<byte>();
        long? before = null;
        while (true)
        {
            var page = await store.Quarantine.ListAsync(before, 10, default);
            visited.AddRange(page.Items.Select(d => d.Document[0]));
            if (!page.HasMore) break;
            before = page.Items[^1].Id;
        }

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => (byte)i), visited);
    }

    [Fact]
    public async Task More_documents_than_a_statement_may_have_parameters_are_one_batch()
    {
        await using var store = await TestStore.NewAsync();
        var documents = Enumerable.Range(0, 1100).Select(i => Document(BitConverter.GetBytes(i)));
        await RecordAsync(store, Some.Time, [.. documents]);
        await RecordAsync(store, Some.Time, [.. documents]);

        var page = await store.Quarantine.ListAsync(null, 2000, default);
        Assert.Equal(1100, page.Items.Count);
        Assert.All(page.Items, document => Assert.Equal(2, document.Count));
    }

    private static Task<RecordOutcome> RecordAsync(
        TestStore store, DateTimeOffset at, params QuarantinedDocument[] documents)
    {
        foreach (var document in documents) document.LastReceivedAt = at;
        return store.Writer.StoreAsync(new BatchRecord([], documents, [], at));
    }

    private static QuarantinedDocument Document(byte[] bytes, int count = 1) => new()
    {
        Fingerprint = Fingerprint.Of(bytes),
        ReceivedAt = Some.Time,
        LastReceivedAt = Some.Time,
        Count = count,
        SenderAddress = "10.20.4.17",
        SenderAgent = "Elastic-winlogbeat/8.17.0",
        Index = "winlogbeat-8",
        Position = 4,
        Reason = "because",
        Document = bytes,
    };
}
