using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Alerts learn from the context how their source was started and who signed it, whenever it comes.</summary>
public sealed class AlertLearningTests
{
    private static readonly SomeEvent[] Context = [SomeContext.Start(), SomeContext.Load()];

    private static Match Access => Some.Match(
        Some.ProcessAccess().With("winlog.event_data.SourceProcessGUID", SomeContext.Process));

    [Fact]
    public async Task From_context_that_came_before()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start());
        await store.KeepAsync(SomeContext.Load());
        await store.KeepAsync(SomeSegment.Large(0));
        await store.RecordAsync(Access);

        await AssertLearnedAsync(store);
    }

    [Fact]
    public async Task From_the_same_batch()
    {
        await using var store = await TestStore.NewAsync();
        await store.Writer.StoreAsync(
            new BatchRecord([Access], [], SomeSegment.Of(Some.Later, Context), Some.Later));

        await AssertLearnedAsync(store);
    }

    [Fact]
    public async Task From_context_without_a_record_number()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start().Without("winlog.record_id"));
        await store.RecordAsync(Access);

        var start = Assert.Single(await store.AllAsync()).Source.Start!;
        Assert.Equal((null, "probe.exe -v"), (start.RecordId, start.CommandLine));
    }

    [Fact]
    public async Task From_later_batches_one_after_another()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access);
        Assert.Null(Assert.Single(await store.AllAsync()).Source.Start);

        await store.KeepAsync(SomeContext.Start());
        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal((2, SignerState.Unknown), (alert.Revision, alert.Source.Signer.State));
        Assert.Equal("probe.exe -v", alert.Source.Start!.CommandLine);

        await store.KeepAsync(SomeContext.Load());
        await AssertLearnedAsync(store);
        Assert.Equal(3, Assert.Single(await store.AllAsync()).Revision);

        await store.KeepAsync(SomeContext.Start(), SomeContext.Load());
        Assert.Equal(3, Assert.Single(await store.AllAsync()).Revision);
    }

    [Fact]
    public async Task After_a_restart()
    {
        var before = await TestStore.NewAsync();
        await before.RecordAsync(Access);
        await before.KeepAsync(SomeContext.Start());
        await using var after = await TestStore.NewAsync(await before.CloseAsync());

        await after.KeepAsync(SomeContext.Load());

        await AssertLearnedAsync(after);
    }

    [Fact]
    public async Task From_the_hash_of_a_file_that_another_process_loaded_long_before()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Load(@"C:\copy.exe").Data("Image", @"C:\copy.exe")
            .Data("ProcessGuid", SomeContext.Other).With("winlog.computer_name", "WS-18"));
        await store.RecordAsync(Access);

        await store.KeepAsync(SomeContext.Start());
        await AssertLearnedAsync(store, SignerFoundBy.OtherHost);

        // What the host itself says still counts for more, whenever it comes.
        await store.KeepAsync(OfAnotherProcess(SomeContext.Load()));
        await AssertLearnedAsync(store, SignerFoundBy.SameFile);
        await store.KeepAsync(SomeContext.Load());
        await AssertLearnedAsync(store, SignerFoundBy.OwnImage);
    }

    [Fact]
    public async Task From_its_own_host_though_others_load_the_same_file_all_the_time()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(OfAnotherProcess(SomeContext.Load()));
        foreach (var host in Enumerable.Range(0, 100))
            await store.KeepAsync(OfAnotherProcess(SomeContext.Load()).With("winlog.computer_name", $"ws-1{host}"));
        await store.KeepAsync(SomeContext.Start());

        await store.RecordAsync(Access);

        await AssertLearnedAsync(store, SignerFoundBy.SameFile);
    }

    [Fact]
    public async Task From_the_inventory_where_the_host_says_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.Inventory.PutAsync(
            [new SignerEntry(SomeContext.Sha256, "Example Ltd", null)], "jo", Some.Later, isDryRun: false, default);
        await store.RecordAsync(Access);

        await store.KeepAsync(SomeContext.Start());

        await AssertLearnedAsync(store, SignerFoundBy.Inventory);
    }

    [Fact]
    public async Task An_alert_past_the_cap_learns_as_well()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(100).Append(Access));

        await store.KeepAsync(Context);

        var alert = (await store.AllAsync()).Single(a => a.Source.EntityId == SomeContext.Process);
        Assert.Equal((Disposition.Overflow, SignerState.Trusted), (alert.Disposition, alert.Source.Signer.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Three_thousand_at_once(bool isContextFirst)
    {
        const int Count = 3000;
        await using var store = await TestStore.NewAsync();
        var matches = Enumerable.Range(0, Count).Select(i => SomeMatch.Of(i, i)).ToArray();
        var context = Enumerable.Range(0, Count).SelectMany(i => Context.Select(e => new SomeEvent(e.Json)
            .With("winlog.record_id", 50_000 + i).Data("ProcessGuid", matches[i].Access.Source.EntityId)
            .Data("Hashes", $"SHA256={i:x64}"))).ToArray();

        if (isContextFirst) await store.KeepAsync(context);
        await store.RecordAsync(matches);
        if (!isContextFirst) await store.KeepAsync(context);

        // So many learn in turns, between batches.
        var alerts = await store.AllAsync();
        for (var patience = 300; patience > 0 && alerts.Any(a => a.Source.Start is null); patience--)
        {
            await Task.Delay(100);
            alerts = await store.AllAsync();
        }

        Assert.Equal(Count, alerts.Count);
        Assert.All(alerts, alert => Assert.Equal(
            (StartFoundBy.EntityId, SignerState.Trusted, alert.Source.Start!.Hashes.Sha256),
            (alert.Source.Start!.FoundBy, alert.Source.Signer.State, alert.Source.Sha256)));
        Assert.Equal(Count, alerts.Select(a => a.Source.Sha256).Distinct().Count());
    }

    [Fact]
    public async Task In_any_order_and_any_batches_with_repeats_the_same_is_learned()
    {
        SourceProcess? expected = null;
        for (var seed = 0; seed < 8; seed++)
        {
            await using var store = await TestStore.NewAsync();
            var parcels = Some.Shuffled(
                [.. Context, .. Context, SomeContext.AuditedStart(), SomeSegment.Event(1), null], seed);
            await Task.WhenAll(parcels.Select(e => e is null ? store.RecordAsync(Access) : store.KeepAsync(e)));

            var alert = Assert.Single(await store.AllAsync());
            expected ??= alert.Source;
            Assert.Equal(expected, alert.Source);
        }
    }

    private static SomeEvent OfAnotherProcess(SomeEvent load) =>
        load.Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 4);

    private static async Task AssertLearnedAsync(
        TestStore store, SignerFoundBy signedBy = SignerFoundBy.OwnImage)
    {
        var alert = Assert.Single(await store.AllAsync());
        var start = alert.Source.Start!;
        Assert.Equal(("probe.exe -v", StartFoundBy.EntityId), (start.CommandLine, start.FoundBy));
        Assert.Equal(@"C:\Windows\System32\cmd.exe", start.Parent.Executable);
        Assert.Equal(new Signer(SignerState.Trusted, "Example Ltd", signedBy), alert.Source.Signer);
        Assert.Equal(SomeContext.Sha256, alert.Source.Sha256);
        Assert.Equivalent(alert, await store.Alerts.FindAsync(alert.Id, default), strict: true);
    }
}
