using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>What analysts decide is kept with who decided it.</summary>
public sealed class TriageStoreTests
{
    private static readonly Doing ByMira = new("mira", Some.Later.AddHours(1));

    private static readonly AlertChange Harmless = new()
    {
        Status = AlertStatus.Closed,
        ClosingReason = ClosingReason.BenignPositive,
        Evidence = new ClosingEvidence("tuple", "identity", "launch", "nothing", "change 4711"),
    };

    [Fact]
    public async Task A_change_its_history_and_its_evidence_come_back_as_they_were_stored()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store);
        var outcome = await store.Triage.ChangeAsync(
            id, 1, Harmless with { Assignment = new Assignment("jo"), LegalHold = true }, null, ByMira, default);

        Assert.Equal((TriageResult.Changed, 2), (outcome.Kind, outcome.Alert!.Revision));
        var alert = (await store.Alerts.FindAsync(id, default))!;
        Assert.Equal((AlertStatus.Closed, ClosingReason.BenignPositive), (alert.Status, alert.ClosingReason));
        Assert.Equal(Harmless.Evidence, alert.ClosingEvidence);
        Assert.Equal((ByMira.At, ByMira.At), (alert.AcknowledgedAt, alert.ClosedAt));
        Assert.Equal(("jo", true, 2), (alert.Assignee, alert.LegalHold, alert.Revision));

        var history = (await store.Notes.HistoryAsync(id, 0, 100, default)).Items;
        Assert.Equal(outcome.Changes, history.Select(entry => new FieldChange(entry.Field, entry.From, entry.To)));
        Assert.Equal(9, history.Count);
        Assert.All(history, entry => Assert.Equal((2, "mira", ByMira.At), (entry.Revision, entry.Actor, entry.At)));
    }

    [Fact]
    public async Task What_changes_nothing_or_is_refused_leaves_no_trace()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store);
        var number = await store.Feed.LastAsync(default);

        Assert.Equal(TriageResult.Unchanged, await KindAsync(store, id, 1, new AlertChange { LegalHold = false }));
        Assert.Equal(TriageResult.Stale, await KindAsync(store, id, 2, Harmless));
        Assert.Equal(TriageResult.Refused, await KindAsync(
            store, id, 1, new AlertChange { ClosingReason = ClosingReason.Other }));
        Assert.Equal(TriageResult.NotFound, await KindAsync(store, "none", null, Harmless));

        Assert.Equal(1, (await store.Alerts.FindAsync(id, default))!.Revision);
        Assert.Empty((await store.Notes.HistoryAsync(id, 0, 100, default)).Items);
        Assert.Equal(number, await store.Feed.LastAsync(default));
        Assert.False(store.Gate.HasFailed);
    }

    [Fact]
    public async Task Whoever_follows_the_alerts_sees_a_change()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store);
        var next = store.Feed.WaitAsync(store.Feed.Latest, default);

        await KindAsync(store, id, null, Harmless);

        await next.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(id, Assert.Single(await store.Feed.AfterAsync(1, 10, default)).Alert.Id);
    }

    [Fact]
    public async Task Of_many_who_change_the_same_revision_one_wins_and_the_history_says_who()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store);
        var kinds = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            (await store.Triage.ChangeAsync(
                id, 1, new AlertChange { Assignment = new Assignment($"{i}") }, snapshot: null,
                new Doing($"{i}", Some.Later), default))
            .Kind)));

        Assert.Single(kinds, TriageResult.Changed);
        Assert.Equal(7, kinds.Count(kind => kind is TriageResult.Stale));
        var winner = $"{Array.IndexOf(kinds, TriageResult.Changed)}";
        var entry = Assert.Single((await store.Notes.HistoryAsync(id, 0, 100, default)).Items);
        Assert.Equal((winner, winner), (entry.Actor, entry.To));
        Assert.Equal(winner, (await store.Alerts.FindAsync(id, default))!.Assignee);
    }

    [Fact]
    public async Task Occurrences_that_arrive_while_analysts_change_the_alert_are_all_there_and_so_is_every_change()
    {
        const int Each = 40;
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store);

        var arriving = Task.WhenAll(Enumerable.Range(2, Each).Select(record => Task.Run(() =>
            store.RecordAsync(SomeMatch.Of(1, record, TimeSpan.FromSeconds(record))))));
        var changing = Task.WhenAll(Enumerable.Range(0, Each).Select(i => Task.Run(() =>
            KindAsync(store, id, null, new AlertChange { AddedTags = [$"tag {i % 20}"], LegalHold = i % 2 == 0 }))));
        await arriving;
        var changed = (await changing).Count(kind => kind is TriageResult.Changed);

        var alert = (await store.Alerts.FindAsync(id, default))!;
        Assert.Equal((1 + Each, 20), (alert.OccurrenceCount, alert.Tags.Count));
        Assert.Equal(1 + Each + changed, alert.Revision);
        var history = (await store.Notes.HistoryAsync(id, 0, 1000, default)).Items;
        Assert.Equal(changed, history.Select(entry => entry.Revision).Distinct().Count());
        Assert.All(Chained(history, "legalHold", "false"), Assert.True);
        Assert.All(Chained(history, "tags", null), Assert.True);
    }

    [Fact]
    public async Task Of_two_who_call_each_other_duplicates_one_is_refused()
    {
        await using var store = await TestStore.NewAsync();
        var (one, other) = (await RecordAsync(store), await RecordAsync(store, 2));
        AlertChange Of(string id) => new()
        {
            Status = AlertStatus.Closed, ClosingReason = ClosingReason.Duplicate, DuplicateOf = id,
        };

        var kinds = await Task.WhenAll(KindAsync(store, one, null, Of(other)), KindAsync(store, other, null, Of(one)));

        Assert.Equal([TriageResult.Changed, TriageResult.Refused], kinds.Order());
    }

    [Fact]
    public async Task Many_are_changed_in_order_each_for_itself_with_a_comment_where_something_changed()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(70));
        var ids = (await store.AllAsync()).Select(alert => alert.Id).ToList();
        await KindAsync(store, ids[1], null, new AlertChange { Tags = ["seen"] });
        ids.Insert(3, "none");
        var change = new AlertChange { AddedTags = ["seen"] };

        var preview = await store.Triage.PreviewAllAsync(ids, change, ByMira.At, default);
        Assert.Equal(2, (await store.Alerts.FindAsync(ids[1], default))!.Revision);
        Assert.Empty((await store.Alerts.FindAsync(ids[0], default))!.Tags);

        var outcomes = await store.Triage.ChangeAllAsync(
            ids, change, "Seen.", new Dictionary<string, AlertInvestigation>(), ByMira, answer: null, default);

        Assert.Equal(ids, outcomes.Select(outcome => outcome.AlertId));
        Assert.Equal(preview.Select(outcome => outcome.Kind), outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(69, outcomes.Count(outcome => outcome.Kind is TriageResult.Changed));
        Assert.Equal(
            [TriageResult.Changed, TriageResult.Unchanged, TriageResult.Changed, TriageResult.NotFound],
            outcomes.Take(4).Select(outcome => outcome.Kind));
        Assert.Equal("Seen.", Assert.Single((await store.Notes.CommentsAsync(ids[0], 0, 9, default)).Items).Text);
        Assert.Empty((await store.Notes.CommentsAsync(ids[1], 0, 9, default)).Items);
        Assert.All(await store.AllAsync(), alert => Assert.Equal(["seen"], alert.Tags));
    }

    // Each entry begins where the one before ended.
    private static IEnumerable<bool> Chained(IEnumerable<AlertHistoryEntry> history, string field, string? first)
    {
        var last = first;
        foreach (var entry in history.Where(entry => entry.Field == field))
        {
            yield return entry.From == last;
            last = entry.To;
        }
    }

    private static async Task<TriageResult> KindAsync(TestStore store, string id, int? revision, AlertChange change) =>
        (await store.Triage.ChangeAsync(id, revision, change, null, ByMira, default)).Kind;

    private static async Task<string> RecordAsync(TestStore store, int process = 1)
    {
        var match = SomeMatch.Of(process, process);
        await store.RecordAsync(match);
        return (await store.AllAsync()).Single(alert => alert.FirstEventKey == match.Envelope.Key).Id;
    }
}
