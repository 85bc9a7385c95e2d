using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

public sealed class InvestigationStoreTests
{
    [Fact]
    public async Task An_investigation_is_read_as_it_was_kept_and_its_outcome_stands_on_the_alert()
    {
        await using var store = await TestStore.NewAsync();
        var alert = await BegunAsync(store);
        var finding = new Finding(Question.Artifacts, Answer.Unresolved, "No file events.")
        {
            Missing = [new MissingTelemetry("files it wrote", "FileCreate")],
            Evidence = [new EvidenceEvent(alert.FirstEventKey, "7", "10", Some.Time, ["file.path"])],
        };
        var made = new AlertInvestigation(Recommendation.Review, ["one", "two"], Some.Time, [finding]);

        var revision = await store.Investigations.SaveAsync(alert.Id, made, default);

        var kept = (await store.Investigations.FindAsync(alert.Id, default))!;
        Assert.Null(kept.FrozenAt);
        Assert.Equal(made.Recommendation, kept.Investigation.Recommendation);
        Assert.Equal(made.ComputedAt, kept.Investigation.ComputedAt);
        Assert.Equal(made.Reasons, kept.Investigation.Reasons);
        var read = Assert.Single(kept.Investigation.Findings);
        Assert.Equal(finding.Missing, read.Missing);
        var (one, other) = (Assert.Single(finding.Evidence), Assert.Single(read.Evidence));
        Assert.Equal(one with { Fields = other.Fields }, other);
        Assert.Equal(one.Fields, other.Fields);
        var changed = Assert.Single(await store.AllAsync());
        Assert.Equal(Recommendation.Review, changed.Recommendation);
        Assert.Equal(revision, changed.Revision);
        Assert.Equal(alert.Revision, revision);
    }

    [Fact]
    public async Task The_same_outcome_again_changes_no_alert()
    {
        await using var store = await TestStore.NewAsync();
        var alert = await BegunAsync(store);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);
        var number = await store.Feed.LastAsync(default);

        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);

        Assert.Equal(number, await store.Feed.LastAsync(default));
    }

    [Fact]
    public async Task What_is_frozen_stays_and_the_alert_only_gets_graver()
    {
        await using var store = await TestStore.NewAsync();
        var alert = await BegunAsync(store);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);
        await FreezeAsync(store, AlertStatus.Acknowledged);

        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.LikelyBenign), default);
        Assert.Equal(Recommendation.Review, Assert.Single(await store.AllAsync()).Recommendation);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Escalate), default);

        var kept = (await store.Investigations.FindAsync(alert.Id, default))!;
        Assert.Equal((Recommendation.Review, Some.Time), (kept.Investigation.Recommendation, kept.FrozenAt));
        Assert.Equal(Recommendation.Escalate, Assert.Single(await store.AllAsync()).Recommendation);

        await FreezeAsync(store, AlertStatus.Open);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.LikelyBenign), default);
        Assert.Equal(Recommendation.LikelyBenign, Assert.Single(await store.AllAsync()).Recommendation);
    }

    [Fact]
    public async Task Closing_an_alert_keeps_what_is_known_then()
    {
        await using var store = await TestStore.NewAsync();
        var alert = await BegunAsync(store);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);
        await FreezeAsync(store, AlertStatus.Acknowledged);

        await CloseAsync(store, alert, Made(Recommendation.Escalate));

        var kept = (await store.Investigations.FindAsync(alert.Id, default))!;
        Assert.Equal((Recommendation.Escalate, Some.Later), (kept.Investigation.Recommendation, kept.FrozenAt));
    }

    [Fact]
    public async Task What_an_alert_nobody_looked_into_is_closed_with_stands_on_it()
    {
        await using var store = await TestStore.NewAsync();
        var untouched = await BegunAsync(store);
        await CloseAsync(store, untouched, snapshot: null);
        var revision = Assert.Single(await store.AllAsync()).Revision;

        await using var other = await TestStore.NewAsync();
        await CloseAsync(other, await BegunAsync(other), Made(Recommendation.Escalate));

        var closed = Assert.Single(await other.AllAsync());
        Assert.Equal((Recommendation.Escalate, revision), (closed.Recommendation, closed.Revision));
    }

    [Fact]
    public async Task What_stands_on_an_alert_does_not_change_when_it_is_closed()
    {
        await using var store = await TestStore.NewAsync();
        var alert = await BegunAsync(store);
        await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);

        await CloseAsync(store, alert, Made(Recommendation.LikelyBenign));

        Assert.Equal(Recommendation.Review, Assert.Single(await store.AllAsync()).Recommendation);
    }

    [Fact]
    public async Task Nobody_waits_for_an_alert_that_is_closed()
    {
        await using var store = await TestStore.NewAsync();
        await CloseAsync(store, await BegunAsync(store), snapshot: null);

        Assert.Equal(await store.Feed.LastAsync(default), await store.Investigations.FollowedToAsync(default));
    }

    [Fact]
    public async Task Whoever_investigates_goes_on_where_the_first_alert_waits()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Equal(0, await store.Investigations.FollowedToAsync(default));
        var first = await BegunAsync(store);
        await store.RecordAsync(SomeMatch.Of(2, 2));
        Assert.Equal(0, await store.Investigations.FollowedToAsync(default));

        await store.Investigations.SaveAsync(first.Id, Made(Recommendation.Review), default);
        Assert.Equal(1, await store.Investigations.FollowedToAsync(default));

        foreach (var alert in await store.AllAsync())
            await store.Investigations.SaveAsync(alert.Id, Made(Recommendation.Review), default);
        Assert.Equal(4, await store.Investigations.FollowedToAsync(default));
    }

    [Fact]
    public async Task There_is_nothing_to_keep_for_an_alert_that_does_not_exist()
    {
        await using var store = await TestStore.NewAsync();

        Assert.Null(await store.Investigations.SaveAsync("none", Made(Recommendation.Review), default));
        Assert.Null(await store.Investigations.FindAsync("none", default));
    }

    private static AlertInvestigation Made(Recommendation recommendation) => new(recommendation, [], Some.Time, []);

    private static async Task<Alert> BegunAsync(TestStore store)
    {
        await store.RecordAsync(SomeMatch.Of(1, 1));
        return Assert.Single(await store.AllAsync());
    }

    private static async Task CloseAsync(TestStore store, Alert alert, AlertInvestigation? snapshot) =>
        await store.Triage.ChangeAsync(
            alert.Id, null, new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive },
            snapshot, new Doing("mira", Some.Later), default);

    private static async Task FreezeAsync(TestStore store, AlertStatus status)
    {
        var alert = Assert.Single(await store.AllAsync());
        await store.Triage.ChangeAsync(
            alert.Id, null, new AlertChange { Status = status }, snapshot: null, new Doing("mira", Some.Time), default);
    }
}
