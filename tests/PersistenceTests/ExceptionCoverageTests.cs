using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Migrations;
using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace DetectionApi.PersistenceTests;

/// <summary>What exception items in force do with matches as they are stored.</summary>
public sealed class ExceptionCoverageTests
{
    private static readonly ExceptionTerms BySigner = new()
    {
        Signer = "Example Ltd",
        TargetImage = Some.Lsass,
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        IsForAllHosts = true,
    };

    private static SomeEvent Access => Some.ProcessAccess()
        .With("winlog.event_data.SourceProcessGUID", SomeContext.Process).Without("winlog.event_data.SourceUser");

    [Fact]
    public async Task A_covered_match_is_kept_as_an_excepted_alert_that_knows_its_source()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.KeepAsync(SomeContext.Start(), SomeContext.Load());

        Assert.Equal(1, await store.RecordAsync(Some.Match(Access)));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal(
            (Disposition.Excepted, "item-1", 1), (alert.Disposition, alert.ExceptionId, alert.ExceptionVersion));
        Assert.Equal("Example Ltd", alert.Source.Signer.Proven);
        Assert.Equal("probe.exe -v", alert.Source.Start!.CommandLine);
        var occurrence = Assert.Single(await store.OccurrencesAsync(alert.Id));
        Assert.Equal(("item-1", SomeContext.Host, alert.Shape.Text),
            (occurrence.ExceptionId, occurrence.Host, occurrence.Shape));
    }

    [Fact]
    public async Task So_it_is_if_the_context_comes_in_the_same_batch()
    {
        await using var store = await StoreWithAsync(BySigner);

        await store.Writer.StoreAsync(new BatchRecord(
            [Some.Match(Access)], [], SomeSegment.Of(Some.Later, SomeContext.Start(), SomeContext.Load()),
            Some.Later));

        Assert.Equal(Disposition.Excepted, Assert.Single(await store.AllAsync()).Disposition);
    }

    [Fact]
    public async Task What_is_learned_later_takes_no_alert_out_of_the_queue_and_covers_what_comes_then()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.RecordAsync(Some.Match(Access));
        await store.KeepAsync(SomeContext.Start(), SomeContext.Load());

        await store.RecordAsync(Some.Match(Access.With("winlog.record_id", 2)));

        var alerts = await store.AllAsync();
        Assert.Equal(
            [Disposition.Raised, Disposition.Excepted], alerts.Select(a => a.Disposition).Order());
        Assert.All(alerts, alert => Assert.Equal("Example Ltd", alert.Source.Signer.Proven));
        Assert.All(alerts, alert => Assert.Equal(1, alert.OccurrenceCount));
    }

    [Fact]
    public async Task Context_that_comes_with_the_next_access_covers_that_one()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.RecordAsync(Some.Match(Access));

        await store.Writer.StoreAsync(new BatchRecord(
            [Some.Match(Access.With("winlog.record_id", 2))], [],
            SomeSegment.Of(Some.Later, SomeContext.Start(), SomeContext.Load()), Some.Later));

        Assert.Equal(
            [Disposition.Raised, Disposition.Excepted], (await store.AllAsync()).Select(a => a.Disposition).Order());
    }

    [Fact]
    public async Task What_another_host_says_of_the_file_covers_nothing()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.KeepAsync(
            SomeContext.Start(),
            SomeContext.Load().Data("ProcessGuid", SomeContext.Other).With("winlog.computer_name", "WS-18"));

        await store.RecordAsync(Some.Match(Access));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal(
            (Disposition.Raised, SignerFoundBy.OtherHost), (alert.Disposition, alert.Source.Signer.FoundBy));
    }

    [Fact]
    public async Task What_the_inventory_says_of_the_file_covers_it()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.Inventory.PutAsync(
            [new SignerEntry(SomeContext.Sha256, "Example Ltd", null)], "jo", Some.Later, isDryRun: false, default);
        await store.KeepAsync(SomeContext.Start());

        await store.RecordAsync(Some.Match(Access));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal(
            (Disposition.Excepted, SignerFoundBy.Inventory), (alert.Disposition, alert.Source.Signer.FoundBy));
    }

    [Fact]
    public async Task What_is_taken_out_of_the_inventory_covers_nothing_from_then_on()
    {
        await using var store = await StoreWithAsync(BySigner);
        await store.Inventory.PutAsync(
            [new SignerEntry(SomeContext.Sha256, "Example Ltd", null)], "jo", Some.Later, isDryRun: false, default);
        await store.KeepAsync(SomeContext.Start());
        await store.RecordAsync(Some.Match(Access));

        await store.Inventory.RemoveAsync(SomeContext.Sha256, default);
        await store.RecordAsync(Some.Match(Access.With("winlog.record_id", 2)));

        Assert.Equal(
            [Disposition.Raised, Disposition.Excepted], (await store.AllAsync()).Select(a => a.Disposition).Order());
    }

    [Theory]
    [InlineData("1", Disposition.Excepted)]
    [InlineData("4688", Disposition.Raised)]
    public async Task A_parent_counts_only_if_the_start_is_certain(string code, Disposition disposition)
    {
        await using var store = await StoreWithAsync(ByPath with { ParentExecutable = @"C:\Windows\System32\cmd.exe" });
        await store.KeepAsync(
            code == "1"
                ? SomeContext.Start()
                : SomeContext.AuditedStart().With("@timestamp", "2026-03-02T08:45:18.000Z"));

        await store.RecordAsync(Some.Match(Access));

        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal((disposition, code), (alert.Disposition, alert.Source.Start!.Code));
    }

    [Fact]
    public async Task Without_an_entity_id_nothing_is_taken_from_another_alert_of_the_same_process_id()
    {
        await using var store = await StoreWithAsync(ByPath with { Users = [@"CORP\mira"] });
        var access = Access.Without("winlog.event_data.SourceProcessGUID");
        await store.RecordAsync(
            Some.Match(new SomeEvent(access.Json).With("winlog.event_data.SourceUser", @"CORP\mira")));

        await store.RecordAsync(Some.Match(access.With("winlog.record_id", 2)));

        Assert.Equal(
            [Disposition.Raised, Disposition.Excepted], (await store.AllAsync()).Select(a => a.Disposition).Order());
    }

    [Fact]
    public async Task A_mask_that_cannot_be_read_is_never_covered()
    {
        await using var store = await StoreWithAsync(ByPath with { Classes = AccessClasses.AllAccess });

        await store.RecordAsync(
            Some.Match(Access),
            Some.Match(Access.With("winlog.record_id", 2).With("winlog.event_data.GrantedAccess", "?")));

        var alerts = await store.AllAsync();
        Assert.Equal(2, alerts.Count);
        Assert.Equal(Disposition.Raised, Assert.Single(alerts, a => a.Mask is null).Disposition);
    }

    [Fact]
    public async Task Each_occurrence_counts_at_the_time_when_it_happened()
    {
        await using var store = await StoreWithAsync(
            ByPath with { ValidFrom = Some.Time.AddMinutes(10), ExpiresAt = Some.Time.AddMinutes(20) });

        await store.RecordAsync(Enumerable.Range(0, 30).Select(
            i => Some.Match(Some.ProcessAccessAt(Some.Time.AddMinutes(i), i + 1))));

        var alerts = (await store.AllAsync()).ToDictionary(a => a.Disposition);
        Assert.Equal(
            (20, 10), (alerts[Disposition.Raised].OccurrenceCount, alerts[Disposition.Excepted].OccurrenceCount));
        Assert.All(
            await store.OccurrencesAsync(alerts[Disposition.Excepted].Id),
            o => Assert.InRange(o.At, Some.Time.AddMinutes(10), Some.Time.AddMinutes(19)));
    }

    [Fact]
    public async Task What_is_put_in_force_covers_what_comes_from_then_on()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Some.Match(Access));
        Put(store, ByPath);
        await store.RecordAsync(Some.Match(Access.With("winlog.record_id", 2)));
        store.Exceptions.Put(new ExceptionIndex([new StandingException(new Coverage("item-1", 2), ByPath)]));
        await store.RecordAsync(Some.Match(Access.With("winlog.record_id", 3)));
        store.Exceptions.Put(ExceptionIndex.Empty);
        await store.RecordAsync(Some.Match(Access.With("winlog.record_id", 4)));

        Assert.Equal(
            [(null, 2), (1, 1), (2, 1)],
            (await store.AllAsync()).OrderBy(a => a.ExceptionVersion)
                .Select(a => (a.ExceptionVersion, a.OccurrenceCount)));
    }

    [Fact]
    public async Task Matches_that_no_item_may_cover_cost_the_store_nothing_more()
    {
        Assert.Equal(await QueriesAsync(null), await QueriesAsync(BySigner with { TargetImage = @"C:\other.exe" }));
    }

    [Fact]
    public async Task An_older_store_tells_the_host_of_each_occurrence_and_the_shape_of_the_one_that_is_described()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1), SomeMatch.Of(1, 2, TimeSpan.FromHours(1)), SomeMatch.Of(2, 3));
        await using var db = await store.ContextAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE occurrences SET host = '', shape = NULL");

        foreach (var operation in new M0006ExceptionCoverage().UpOperations.OfType<SqlOperation>())
            await db.Database.ExecuteSqlRawAsync(operation.Sql);

        foreach (var alert in await store.AllAsync())
            Assert.All(await store.OccurrencesAsync(alert.Id), o => Assert.Equal(
                (alert.Host.Name, o.EventKey == alert.FirstEventKey ? alert.Shape.Text : null), (o.Host, o.Shape)));
    }

    private static ExceptionTerms ByPath => BySigner with { Signer = null, Executable = SomeContext.Image };

    private static async Task<int> QueriesAsync(ExceptionTerms? terms)
    {
        var watch = new PlanWatch();
        await using var store = await TestStore.NewAsync(watch: watch);
        if (terms is not null) Put(store, terms);
        await store.RecordAsync(Some.Match(Access.With("process.hash.sha256", SomeContext.Sha256)));
        return watch.Queries.Count;
    }

    private static async Task<TestStore> StoreWithAsync(ExceptionTerms terms)
    {
        var store = await TestStore.NewAsync();
        Put(store, terms);
        return store;
    }

    private static void Put(TestStore store, ExceptionTerms terms) =>
        store.Exceptions.Put(new ExceptionIndex([new StandingException(new Coverage("item-1", 1), terms)]));
}
