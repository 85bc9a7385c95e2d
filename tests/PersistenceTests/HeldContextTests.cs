using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>What of the context stays because of what analysts decided.</summary>
public sealed class HeldContextTests
{
    private const long NoBound = long.MaxValue;

    private static readonly Doing ByMira = new("mira", Some.Later);
    private static readonly DateTimeOffset EndOfTime = DateTimeOffset.MaxValue;

    private static readonly AlertChange Closing = new()
    {
        Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive,
    };

    [Fact]
    public async Task The_context_of_a_closed_alert_goes_unless_it_is_held_and_then_when_it_is_held_no_more()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store);

        await ChangeAsync(store, Closing with { LegalHold = true });
        await store.ContextRetention.SweepAsync(EndOfTime, 1, default);
        Assert.Single(store.Kept());

        await ChangeAsync(store, new AlertChange { LegalHold = false });
        await store.ContextRetention.SweepAsync(EndOfTime, 1, default);
        Assert.Empty(store.Kept());
    }

    [Fact]
    public async Task A_hold_keeps_the_context_of_an_alert_that_never_stood_in_the_queue()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(100).Select((_, i) => SomeMatch.Of(i + 50, i + 50)));
        await RecordAsync(store);
        var alert = (await store.AllAsync()).Single(a => a.Source.EntityId == SomeContext.Process);
        Assert.Equal(Disposition.Overflow, alert.Disposition);

        await store.Triage.ChangeAsync(alert.Id, null, new AlertChange { LegalHold = true }, null, ByMira, default);
        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);

        Assert.Single(store.Kept());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_closed_alert_needs_stays_if_it_is_needed_again_before_the_sweep_came(bool isHeld)
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store);
        await ChangeAsync(store, Closing);
        await ChangeAsync(
            store, isHeld ? new AlertChange { LegalHold = true } : new AlertChange { Status = AlertStatus.Open });

        await store.ContextRetention.SweepAsync(EndOfTime, NoBound, default);

        Assert.Single(store.Kept());
    }

    [Fact]
    public async Task A_sweep_that_is_under_way_learns_of_what_is_needed_again()
    {
        await using var store = await TestStore.NewAsync();
        await RecordAsync(store);
        await ChangeAsync(store, Closing);
        await store.Gate.LookAsync(store.NewNeeds.Watch, default);

        await ChangeAsync(store, new AlertChange { AddedTags = ["closed"] });
        Assert.Empty(await store.Gate.LookAsync(() => store.NewNeeds.Hashes.ToList(), default));

        await ChangeAsync(store, new AlertChange { Status = AlertStatus.Open });
        Assert.NotEmpty(await store.Gate.LookAsync(() => store.NewNeeds.Hashes.ToList(), default));
    }

    // An alert, and a file that its process wrote.
    private static async Task RecordAsync(TestStore store)
    {
        await store.RecordAsync(Some.Match(
            Some.ProcessAccess().With("winlog.event_data.SourceProcessGUID", SomeContext.Process)));
        await store.KeepAsync(SomeContext.Sysmon(11).Data("TargetFilename", @"C:\a"));
    }

    private static async Task ChangeAsync(TestStore store, AlertChange change) => Assert.Equal(
        TriageResult.Changed,
        (await store.Triage.ChangeAsync((await store.AllAsync())[0].Id, null, change, null, ByMira, default)).Kind);
}
