using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;
using static DetectionApi.PersistenceTests.SomeException;

namespace DetectionApi.PersistenceTests;

/// <summary>What becomes of alerts when an item comes into force, ends, or means less.</summary>
public sealed class ExceptionAlertsTests
{
    private const string Longer = $"{Some.Unbacked}|{Some.KernelBase}";

    [Fact]
    public async Task Alerts_that_an_item_covers_all_of_are_closed_and_others_stay()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1), Access(1, 2), Access(2, 3), Access(2, 4, trace: Longer));
        var item = await store.ActivateAsync("it", Of(Terms with { Shape = "unbacked ?" }));

        var preview = await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: true, default);
        Assert.All(await store.AllAsync(), alert => Assert.Equal(Disposition.Raised, alert.Disposition));
        var closed = await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default);

        Assert.Equal((1, 2L), (closed.Alerts, closed.Occurrences));
        Assert.Equal(preview.AlertIds, closed.AlertIds);
        var (one, other) = ((await store.Alerts.FindAsync(closed.AlertIds[0], default))!,
            Assert.Single(await store.AllAsync(), alert => alert.Id != closed.AlertIds[0]));
        Assert.Equal(
            (AlertStatus.Closed, ClosingReason.AutomatedClosure, Disposition.Excepted, "it", 2),
            (one.Status, one.ClosingReason, one.Disposition, one.ExceptionId, one.ExceptionVersion));
        Assert.Equal((AlertStatus.Open, Disposition.Raised), (other.Status, other.Disposition));
        Assert.All(await store.OccurrencesAsync(one.Id), occurrence => Assert.Equal("it", occurrence.ExceptionId));
        Assert.All(await store.OccurrencesAsync(other.Id), occurrence => Assert.Null(occurrence.ExceptionId));
        Assert.Equal(
            [
                "jo status: open > closed", "jo closingReason:  > automated-closure",
                "jo disposition: raised > excepted", "jo exceptionId:  > it",
            ],
            (await store.Notes.HistoryAsync(one.Id, 0, 10, default)).Items
                .Select(entry => $"{entry.Actor} {entry.Field}: {entry.From} > {entry.To}"));
    }

    [Fact]
    public async Task What_somebody_works_on_or_has_closed_is_left_alone()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1), Access(2, 2));
        var item = await store.ActivateAsync("it");
        var ids = (await store.AllAsync()).Select(alert => alert.Id).ToList();
        await store.Triage.ChangeAsync(
            ids[0], null, new AlertChange { Assignment = new Assignment("kim") }, null, ByJo, default);
        await store.Triage.ChangeAsync(
            ids[1], null, new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.Other }, null,
            ByJo, default);

        Assert.Equal(AffectedAlerts.None.Alerts,
            (await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default)).Alerts);
    }

    [Fact]
    public async Task An_item_that_is_not_in_force_any_more_closes_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1));
        var item = await store.ActivateAsync("it");
        await store.DoAsync(new RevokeException("it", null, "no"));

        Assert.Equal(0, (await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default)).Alerts);
        Assert.Equal(AlertStatus.Open, Assert.Single(await store.AllAsync()).Status);
    }

    [Fact]
    public async Task Revoking_brings_back_exactly_what_was_hidden_and_opens_only_what_was_closed_by_the_item()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1), Access(2, 2));
        var item = await store.ActivateAsync("it");
        await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default);
        await store.RecordAsync(Access(3, 3), Access(4, 4), Access(4, 5));
        var hidden = (await store.AllAsync()).Where(alert => alert.Disposition is Disposition.Excepted).ToList();
        Assert.Equal(4, hidden.Count);
        await store.Triage.ChangeAsync(
            hidden.First(alert => alert.OccurrenceCount == 2).Id, null,
            new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.Other }, null, ByJo, default);

        await store.DoAsync(new RevokeException("it", null, "gone"));
        var listed = await store.ItemAlerts.ReleaseAsync("it", raises: false, ByJo, default);
        Assert.Equal((4, 5L), (listed.Alerts, listed.Occurrences));
        Assert.All(await store.AllAsync(), alert => Assert.Equal(Disposition.Excepted, alert.Disposition));

        var released = await store.ItemAlerts.ReleaseAsync("it", raises: true, ByJo, default);
        Assert.Equal(listed.AlertIds, released.AlertIds);
        var alerts = await store.AllAsync();
        Assert.All(alerts, alert => Assert.Equal((Disposition.Raised, null), (alert.Disposition, alert.ExceptionId)));
        Assert.Equal(AlertStatus.Closed, Assert.Single(alerts, alert => alert.OccurrenceCount == 2).Status);
        Assert.All(
            alerts.Where(alert => alert.OccurrenceCount == 1),
            alert => Assert.Equal((AlertStatus.Open, null), (alert.Status, alert.ClosingReason)));
        Assert.Equal(5, (await store.Items.CountersAsync(["it"], Now, default))["it"].Total);
        Assert.Equal(5, (await store.Items.MatchesAsync("it", null, 10, default)).Items.Count);
        Assert.Equal(0, (await store.ItemAlerts.ReleaseAsync("it", raises: true, ByJo, default)).Alerts);
    }

    [Fact]
    public async Task Narrowing_releases_what_is_no_longer_covered_and_keeps_the_rest()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        await store.RecordAsync(Access(1, 1), Access(2, 2, trace: Longer));
        var less = Of(Terms with { Shape = "unbacked ?" });
        var would = (await store.Items.ApplyAsync(
            new UpdateException("it", null, less), isDryRun: true, ByMira, null, default)).Item!;

        var preview = await store.ItemAlerts.PreviewReleaseAsync("it", would, default);
        await store.DoAsync(new UpdateException("it", null, less));
        var released = await store.ItemAlerts.ReleaseAsync("it", raises: true, ByJo, default);

        Assert.Equal(preview.AlertIds, released.AlertIds);
        Assert.Equal(
            [(Disposition.Raised, "unbacked ?>kernelbase.dll"), (Disposition.Excepted, "unbacked ?")],
            (await store.AllAsync()).Select(alert => (alert.Disposition, alert.Shape.Text)).Order());
    }

    [Fact]
    public async Task What_another_item_covers_as_well_becomes_its_own_and_comes_back_with_it()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("first");
        await store.RecordAsync(Access(1, 1));
        await store.ActivateAsync("second", Of(Terms with { Hosts = [Host, "ws-18.corp.example"] }));

        await store.DoAsync(new RevokeException("first", null, "gone"));
        Assert.Equal(0, (await store.ItemAlerts.ReleaseAsync("first", raises: true, ByJo, default)).Alerts);
        var alert = Assert.Single(await store.AllAsync());
        Assert.Equal((Disposition.Excepted, "second"), (alert.Disposition, alert.ExceptionId));
        var counters = await store.Items.CountersAsync(["first", "second"], Now, default);
        Assert.Equal((0, 1), (counters["first"].Total, counters["second"].Total));

        await store.DoAsync(new RevokeException("second", null, "gone"));
        Assert.Equal(1, (await store.ItemAlerts.ReleaseAsync("second", raises: true, ByJo, default)).Alerts);
        Assert.Equal(Disposition.Raised, Assert.Single(await store.AllAsync()).Disposition);
    }

    [Fact]
    public async Task What_two_items_cover_only_together_is_released()
    {
        const string Other = Some.Unbacked + @"|C:\Windows\System32\kernelbase.dll+1a2b";
        string[] hosts = [Host, "ws-18.corp.example"];
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("both");
        await store.RecordAsync([Access(1, 1), Access(1, 2, TimeSpan.FromMinutes(1), Other)]);
        await store.ActivateAsync("plain", Of(Terms with { Hosts = hosts, Shape = "unbacked ?" }));
        await store.ActivateAsync("deep", Of(Terms with { Hosts = hosts, Shape = "unbacked ?>kernelbase.dll" }));

        await store.DoAsync(new RevokeException("both", null, "gone"));
        Assert.Equal(1, (await store.ItemAlerts.ReleaseAsync("both", raises: true, ByJo, default)).Alerts);
        Assert.Equal(Disposition.Raised, Assert.Single(await store.AllAsync()).Disposition);
    }

    [Fact]
    public async Task An_item_tells_of_what_it_hides_and_turned_out_to_be_an_attack()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        await store.RecordAsync(Access(1, 1));
        var alert = Assert.Single(await store.AllAsync());
        await store.Triage.ChangeAsync(
            alert.Id, null,
            new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive }, null, ByJo,
            default);

        Assert.Equal(1, (await store.Items.CountersAsync(["it"], Now, default))["it"].TruePositives);
    }

    [Fact]
    public async Task Many_alerts_take_many_commits_and_whoever_asks_again_goes_on()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Enumerable.Range(0, 90).Select(i => Access(i, i)));
        var item = await store.ActivateAsync("it");
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, gone.Token));

        Assert.Equal(90, (await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default)).Alerts);
        Assert.Equal(0, (await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default)).Alerts);
        await store.DoAsync(new RevokeException("it", null, "gone"));
        Assert.Equal(90, (await store.ItemAlerts.ReleaseAsync("it", raises: true, ByJo, default)).Alerts);
        Assert.All(await store.AllAsync(), alert => Assert.Equal(
            (Disposition.Raised, AlertStatus.Open), (alert.Disposition, alert.Status)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_the_preview_says_is_what_activation_closes(int seed)
    {
        var random = new Random(seed);
        await using var store = await TestStore.NewAsync();
        var noise = new SomeNoise(random);
        for (var batch = 0; batch < 3; batch++)
        {
            await store.RecordAsync(Enumerable.Range(0, 60).Select(_ => noise.Next()));
            foreach (var alert in await store.AllAsync())
                if (noise.Decision() is { } change)
                    await store.Triage.ChangeAsync(alert.Id, null, change, null, ByJo, default);
        }

        for (var i = 0; i < 10; i++)
        {
            var terms = noise.Terms();
            var preview = await store.Previewer.PreviewAsync(terms, default);
            var item = ExceptionItem.Create($"item-{i}", Of(terms), "mira", Now);
            store.Exceptions.Put(new ExceptionIndex(
                store.Exceptions.Current.Items.Append(new StandingException(item.Coverage, terms))));

            var closed = await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default);

            Assert.Equal(preview.Hidden.OpenAlerts, closed.Alerts);
        }
    }
}
