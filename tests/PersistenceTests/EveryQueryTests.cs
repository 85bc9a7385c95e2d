using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Persistence.Webhooks;
using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

/// <summary>Whatever is asked of the store from day to day is found by an index.</summary>
public sealed class EveryQueryTests
{
    private const string SizesOfDocuments =
        "SCAN q USING COVERING INDEX IX_quarantine_last_received_at_counted_bytes";

    private static readonly Doing ByJo = new("jo", Some.Later);

    // Steps that go through all of something, each with what follows the columns of the one statement that may do so.
    private static readonly (string Step, string From)[] Allowed =
    [
        // Settings are one row a rule; of webhooks there is one a target, and one that says how far they are.
        ("SCAN r", "FROM rule_settings AS r"),
        ("SCAN r USING COVERING INDEX sqlite_autoindex_rule_settings_1", "FROM rule_settings AS r)"),
        ("SCAN w", "FROM webhook_targets AS w"),
        ("SCAN w", "FROM webhook_position AS w LIMIT 1"),

        // First pages end at their limit, in the order of the rows.
        ("SCAN q", "FROM quarantine AS q ORDER BY q.id DESC LIMIT @p"),
        ("SCAN w", "FROM webhook_deliveries AS w ORDER BY w.id DESC LIMIT @p"),
        ("SCAN a", "FROM audit AS a ORDER BY a.seq DESC LIMIT 1"),
        ("SCAN a", "FROM audit AS a ORDER BY a.seq DESC LIMIT @p"),
        ("SCAN e USING INDEX IX_exception_items_created_at_id",
            "FROM exception_items AS e ORDER BY e.created_at DESC, e.id DESC LIMIT @p"),
        ("SCAN i USING INDEX sqlite_autoindex_inventory_signers_1",
            "FROM inventory_signers AS i ORDER BY i.sha256 LIMIT @p"),

        // Few signers, each found by the one before.
        ("SCAN known", FromOf(SignerInventory.SeenSql)),
        ("SCAN of_alerts", FromOf(SignerInventory.SeenSql)),
        ("SCAN of_inventory", FromOf(SignerInventory.SeenSql)),

        // Uploads are rare, and no index has the hashes of sources.
        ("SCAN a", FromOf(InventoryGuard.FirstHandSql.Replace("{0}", "@p0"))),
        ("SCAN json_each VIRTUAL TABLE INDEX 1:", FromOf(InventoryGuard.FirstHandSql.Replace("{0}", "@p0"))),

        // The sizes of documents are in an index, and the index of what is held has nothing else in it.
        (SizesOfDocuments, "FROM quarantine AS q"),
        (SizesOfDocuments, "FROM quarantine AS q ORDER BY q.last_received_at LIMIT @p"),
        ("SCAN a USING INDEX IX_alerts_legal_hold", "FROM alerts AS a WHERE a.legal_hold"),
    ];

    [Fact]
    public async Task No_query_of_a_day_reads_a_whole_table()
    {
        var watch = new PlanWatch();
        await using var store = await TestStore.NewAsync(watch: watch);
        watch.Plans.Clear();
        watch.PlansOfChanges.Clear();
        watch.Queries.Clear();

        await StoreAsync(store);
        await ReadAsync(store);
        await InvestigateAsync(store);
        await TriageAsync(store);
        await PreviewAsync(store);
        await TellAsync(store);
        await TidyAsync(store);
        await ListSignersAsync(store);
        await ExceptAsync(store);

        Assert.True(watch.Plans.Count > 40, $"only {watch.Plans.Count} queries were seen");
        Assert.Empty(ScansIn(watch));
    }

    [Fact]
    public async Task A_query_that_reads_a_whole_table_is_found_out()
    {
        var watch = new PlanWatch();
        await using var store = await TestStore.NewAsync(watch: watch);
        await using var db = await store.ContextAsync();
        watch.Queries.Clear();

        await db.WebhookDeliveries.Where(d => d.LastStatus == 500).OrderByDescending(d => d.Id).Take(1).ToListAsync();
        await db.WebhookDeliveries.Where(d => d.LastStatus == 500).ExecuteDeleteAsync();
        await db.Quarantine.Where(q => q.Reason == "no JSON").ToListAsync();
        await db.RuleSettings.Where(r => r.ChangedBy == "jo").ToListAsync();

        Assert.Equal(4, ScansIn(watch).Count);
    }

    private static IReadOnlyList<string> ScansIn(PlanWatch watch) =>
    [
        .. from query in watch.Queries
           from step in query.Plan.Split("; ")
           where step.Contains("SCAN", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW"
           where !Allowed.Contains((step, FromOf(query.Sql)))
           select $"{step}: {query.Sql}",
    ];

    // A statement without its columns, which change with the tables, in one line and without quotation marks.
    private static string FromOf(string sql) =>
        string.Join(' ', sql[Math.Max(0, sql.IndexOf("FROM ", StringComparison.Ordinal))..].Replace("\"", "")
            .Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));

    private static async Task StoreAsync(TestStore store)
    {
        await store.RecordAsync(SomeMatch.Burst(40));
        await store.KeepAsync(SomeContext.Start());
        await store.RecordAsync(SomeMatch.Of(1, 100));
        await store.Writer.StoreAsync(new BatchRecord(
            [],
            [
                new QuarantinedDocument
                {
                    Fingerprint = 1, ReceivedAt = Some.Later, LastReceivedAt = Some.Later, SenderAddress = null,
                    SenderAgent = null, Index = null, Position = 0, Reason = "no JSON", Document = [1],
                },
            ],
            [], Some.Later));
    }

    private static async Task ReadAsync(TestStore store)
    {
        var alerts = await store.AllAsync(new AlertFilter { Hosts = ["*"] });
        await store.Alerts.FindAsync(alerts[0].Id, default);
        await store.OccurrencesAsync(alerts[0].Id);
        await store.Index.RelatedAsync(alerts[0].Id, TimeSpan.FromHours(48), 200, default);
        await store.Feed.AfterAsync(3, 10, default);
        await store.Feed.LastAsync(default);
        await store.Quarantine.ListAsync(null, 10, default);
        await store.Quarantine.FindAsync(1, default);
        await store.RuleSettings.AllAsync(default);
        await store.Database.ProbeAsync(default);
        foreach (var filter in (AuditFilter[])
            [new(), new() { Actors = ["jo"] }, new() { SubjectId = "it" }, new() { From = Some.Time, To = Some.Later }])
        {
            await store.Audit.ListAsync(filter, null, 10, default);
            await store.Audit.ListAsync(filter, 5, 10, default);
        }
    }

    private static async Task InvestigateAsync(TestStore store)
    {
        var id = (await store.AllAsync())[0].Id;
        var made = new AlertInvestigation(Recommendation.Review, [], Some.Time, []);
        await store.Investigations.SaveAsync(id, made, default);
        await store.Investigations.FindAsync(id, default);
        await store.Investigations.FollowedToAsync(default);
        await store.Investigations.AlertsAsync([id], onlyUninvestigated: true, default);
    }

    private static async Task TriageAsync(TestStore store)
    {
        var id = (await store.AllAsync())[0].Id;
        var change = new AlertChange { Status = AlertStatus.Acknowledged, LegalHold = true };
        await store.Triage.PreviewAllAsync([id], change, Some.Later, default);
        await store.Triage.ChangeAsync(id, null, change, null, ByJo, default);
        await store.Triage.ChangeAllAsync(
            [id], new AlertChange { AddedTags = ["mine"] }, "mine", new Dictionary<string, AlertInvestigation>(), ByJo,
            null, default);
        await store.Notes.HistoryAsync(id, 0, 10, default);
        await store.Notes.CommentsAsync(id, 0, 10, default);
        await store.Notes.ContainmentAsync(id, 0, 10, default);
        await store.Answers.FindAsync("jo", "key", Some.Later, default);
    }

    private static async Task PreviewAsync(TestStore store)
    {
        var alert = (await store.AllAsync())[0];
        var basis = (await store.Suggestions.OfPatternAsync(alert.PatternId, default))!;
        await store.Suggestions.NoisiestAsync(10, Some.Later, default);
        await store.Previewer.PreviewAsync(basis.Suggestion.Terms!, default);
        await store.Explainer.AccessesOfAsync(alert, default);
        var content = new ExceptionContent
        {
            Name = "noise", Reason = "known", Owner = "jo", Terms = basis.Suggestion.Terms!, Replaces = "other",
        };
        await store.Judge.JudgeAsync([(content, null)], Some.Later, default);
    }

    private static async Task TellAsync(TestStore store)
    {
        var message = new WebhookDelivery
        {
            MessageId = "1", Target = "a", Type = "alert.created", AlertId = "x", Body = [1], CreatedAt = Some.Time,
            NextAttemptAt = Some.Time,
        };
        await store.WebhookFeed.OpenAsync(["a"], Some.Time, default);
        await store.WebhookFeed.AddAsync([message], new FollowedTo(1, 1), 10, Some.Time, default);
        await store.WebhookFeed.TargetsAsync(default);
        var id = Assert.Single(await store.Webhooks.DueAsync("a", Some.Later, 4, default)).Id;
        await store.Webhooks.NextAtAsync("a", default);
        await store.Webhooks.NoteAsync([(id, new DeliveryAttempt(Some.Later, 500, "no"), null)], default);
        await store.Webhooks.FindAsync(id, default);
        await store.Webhooks.ReplayAsync(id, Some.Later, default);
        await store.Webhooks.DisableAsync("a", Some.Later, default);
        await store.Webhooks.EnableAsync("a", default);
        await store.Webhooks.ReplayDeadAsync("a", 10, Some.Later, default);
        foreach (var filter in (DeliveryFilter[])
            [new(), new(DeliveryState.Dead), new(null, "a"), new(DeliveryState.Dead, "a")])
        {
            await store.Webhooks.ListAsync(filter, null, 10, default);
            await store.Webhooks.ListAsync(filter, id, 10, default);
        }

        await store.Webhooks.CountAsync(new DeliveryFilter(DeliveryState.Dead, "a"), default);
        await store.Webhooks.SweepAsync(Some.Later, Some.Later, default);
    }

    private static async Task ListSignersAsync(TestStore store)
    {
        var entry = new SignerEntry(SomeContext.Sha256, "Example Ltd", null);
        await store.Inventory.PutAsync([entry], "jo", Some.Later, isDryRun: false, default);
        await store.KeepAsync(SomeContext.Load());
        await store.RecordAsync(SomeMatch.Of(2, 200));
        foreach (var subject in (string?[])[null, "Example Ltd"])
        {
            await store.Inventory.ListAsync(subject, null, 10, default);
            await store.Inventory.ListAsync(subject, "aa", 10, default);
        }

        await store.Inventory.SignersSeenAsync(default);
        await store.Inventory.RemoveAsync(entry.Sha256, default);
    }

    private static async Task ExceptAsync(TestStore store)
    {
        await store.RecordAsync(SomeException.Access(90, 900));
        var item = await store.ActivateAsync("it");
        await store.ItemAlerts.CloseCoveredAsync(item, ByJo, isDryRun: false, default);
        await store.DoAsync(new CreateException("", SomeException.Content with { Replaces = "it" }));
        await store.DoAsync(new UpdateException("it", null, SomeException.Content with { Owner = "x" }));
        await store.DoAsync(new CreateException("it", SomeException.Content with { Owner = "y" })
        {
            Overwrites = true,
            Remarks = [new ExceptionRemark(Some.Later, "jo", "x")],
        });
        await store.Items.CommentsOfAsync(["it", "other"], default);
        await store.Items.LoadAsync(SomeException.Now, default);
        await store.Items.CommentAsync(
            new Domain.ExceptionItems.ExceptionComment { ItemId = "it", At = Some.Later, Actor = "jo", Text = "x" },
            null, default);
        await store.Items.CommentsAsync("it", 0, 10, default);
        await store.Items.HistoryAsync("it", 0, 10, default);
        foreach (var after in (ExceptionPosition?[])[null, new(SomeException.Now, "it")])
            await store.Items.ListAsync(
                new ExceptionFilter { IsStale = true }, after, 10, SomeException.Now, default);
        await store.Items.MatchesAsync("it", null, 10, default);
        await store.Items.MatchesAsync("it", (SomeException.Now, 5), 10, default);
        await store.Items.CountersAsync(["it"], SomeException.Now, default);
        await store.Expiry.PassTimeAsync(SomeException.Now.AddDays(20), default);
        await store.DoAsync(new RevokeException("it", null, "gone"));
        await store.ItemAlerts.ReleaseAsync("it", raises: true, ByJo, default);
    }

    private static async Task TidyAsync(TestStore store)
    {
        await store.ContextRetention.SweepAsync(Some.Later.AddDays(9), long.MaxValue, default);
        await store.Retention.SweepAsync(Some.Time, 1, default);
    }
}
