using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

/// <summary>The queries that run all day find what they ask for by an index, and sort nothing.</summary>
public sealed class QueryPlanTests
{
    private const string ByChange = "SEARCH a USING INDEX IX_alerts_change_number (change_number>?)";
    private const string ById = "SEARCH a USING INDEX sqlite_autoindex_alerts_1 (id=?)";

    [Theory]
    [InlineData(AlertOrder.LastSeen)]
    [InlineData(AlertOrder.Severity)]
    public async Task A_list_reads_what_changed_and_then_its_alerts_by_their_ids(AlertOrder order)
    {
        await using var database = await TestStore.NewAsync();
        await database.RecordAsync(SomeMatch.Burst(3));
        var plans = await PlansOfAsync(
            database, store => store.ListAsync(new AlertFilter { Hosts = ["*"] }, order, null, 2, default));

        Assert.Equal([ByChange, ById], plans);
    }

    [Fact]
    public async Task One_alert_is_found_by_its_id() =>
        Assert.Equal([ById], await PlansOfAsync(store => store.FindAsync("x", default)));

    [Fact]
    public async Task Whoever_follows_the_alerts_walks_their_changes()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        var feed = new AlertFeed(new WatchedContexts(database.Folder, watch));
        await feed.AfterAsync(5, 10, default);
        await feed.LastAsync(default);

        Assert.Equal([ByChange, "SEARCH a USING COVERING INDEX IX_alerts_change_number"], watch.Plans);
    }

    [Fact]
    public async Task Occurrences_walk_their_index()
    {
        var plan = Assert.Single(
            await PlansOfAsync(store => store.OccurrencesAsync("x", (Some.Time, 5), 50, default)));

        Assert.StartsWith("SEARCH o USING INDEX IX_occurrences_alert_id_at_id (alert_id=?", plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
    }

    [Fact]
    public async Task What_was_changed_said_and_done_about_an_alert_walks_its_index()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        var notes = new AlertNotes(new WatchedContexts(database.Folder, watch), null!);
        await notes.HistoryAsync("x", 5, 50, default);
        await notes.CommentsAsync("x", 5, 50, default);
        await notes.ContainmentAsync("x", 5, 50, default);

        Assert.Equal(
            [
                "SEARCH a USING INDEX IX_alert_history_alert_id_number (alert_id=? AND number>?)",
                "SEARCH a USING INDEX IX_alert_comments_alert_id_id (alert_id=? AND id>?)",
                "SEARCH c USING INDEX IX_containment_steps_alert_id_id (alert_id=? AND id>?)",
            ],
            watch.Plans);
    }

    [Fact]
    public async Task Alerts_that_are_held_are_found_among_all_others_by_their_index()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        await using var db = new WatchedContexts(database.Folder, watch).CreateDbContext();
        await db.Alerts.Where(alert => alert.LegalHold).ToListAsync();

        Assert.Equal("SCAN a USING INDEX IX_alerts_legal_hold", Assert.Single(watch.Plans));
    }

    [Fact]
    public async Task Answers_are_found_by_their_key()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        await new AnswerMemory(new WatchedContexts(database.Folder, watch)).FindAsync("x", "y", Some.Time, default);

        Assert.Contains("(actor=? AND key=?)", Assert.Single(watch.Plans), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_finds_events_alerts_and_the_cap_by_their_indexes()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        var recorder = new AlertRecorder(
            new WatchedContexts(database.Folder, watch), database.Context, new AwaitedFacts(), new NewNeeds(),
            new AlertFeed(new WatchedContexts(database.Folder, watch)), new ExceptionsInForce());
        await recorder.RecordAsync(
            [new BatchRecord(SomeMatch.Burst(40), [], [], Some.Later)], new HashSet<uint>(), default);

        var plans = watch.Plans.Where(plan => plan.Contains("INDEX", StringComparison.Ordinal)).ToArray();
        string[] expected =
        [
            "INDEX IX_occurrences_event_key_rule_id (event_key=?)", "INDEX IX_alerts_fold_key (fold_key=?)",
            "INDEX IX_alerts_rule_id_raised_at (rule_id=? AND raised_at>? AND raised_at<?)",
        ];
        Assert.All(expected, index => Assert.Contains(plans, plan => plan.Contains(index, StringComparison.Ordinal)));
        Assert.DoesNotContain(watch.Plans, plan => plan.StartsWith("SCAN a", StringComparison.Ordinal)
            || plan.StartsWith("SCAN o", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sweep_of_the_quarantine_reads_no_document()
    {
        await using var database = await TestStore.NewAsync();
        var watch = new PlanWatch();
        using var gate = new WriteGate();
        var quarantine = new QuarantineRetention(new WatchedContexts(database.Folder, watch), gate);
        await quarantine.SweepAsync(Some.Time, -1, default);

        const string Index = "q USING COVERING INDEX IX_quarantine_last_received_at_counted_bytes";
        Assert.Equal([$"SCAN {Index}", $"SCAN {Index}"], watch.Plans);

        watch.Plans.Clear();
        await quarantine.SweepAsync(Some.Time, 1, default);
        Assert.Equal(
            $"SEARCH {Index} (last_received_at<?)",
            watch.Plans[1].Split("; ").Single(step => step.Contains(Index, StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> PlansOfAsync(Func<AlertStore, Task> query)
    {
        await using var database = await TestStore.NewAsync();
        return await PlansOfAsync(database, query);
    }

    private static async Task<IReadOnlyList<string>> PlansOfAsync(TestStore database, Func<AlertStore, Task> query)
    {
        var watch = new PlanWatch();
        var contexts = new WatchedContexts(database.Folder, watch);
        using var index = new AlertIndex(contexts, database.Feed);
        await query(new AlertStore(contexts, index));
        return watch.Plans;
    }
}
