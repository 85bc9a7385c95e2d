using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Triage;
using DetectionApi.Persistence.Webhooks;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Whatever is asked of the store from day to day is found by an index.</summary>
public sealed class EveryQueryTests
{
    private static readonly Doing ByJo = new("jo", Some.Later);

    // The settings are one row a rule, and one a webhook's target. The first page of the quarantine and that of
    // deliveries end at their limit, in the order of the rows; the sizes of documents are added up in an index, and
    // the index of what is held has nothing else in it.
    private static readonly string[] Small =
    [
        "SCAN r", "SCAN w", "SCAN q", "SCAN q USING COVERING INDEX IX_quarantine_last_received_at_counted_bytes",
        "SCAN CONSTANT ROW", "SCAN a USING INDEX IX_alerts_legal_hold",
    ];

    [Fact]
    public async Task No_query_of_a_day_reads_a_whole_table()
    {
        var watch = new PlanWatch();
        await using var store = await TestStore.NewAsync(watch: watch);
        watch.Plans.Clear();
        watch.PlansOfChanges.Clear();

        await StoreAsync(store);
        await ReadAsync(store);
        await InvestigateAsync(store);
        await TriageAsync(store);
        await TellAsync(store);
        await TidyAsync(store);

        Assert.True(watch.Plans.Count > 40, $"only {watch.Plans.Count} queries were seen");
        Assert.DoesNotContain(watch.Plans.Concat(watch.PlansOfChanges).SelectMany(plan => plan.Split("; ")), step =>
            step.Contains("SCAN", StringComparison.Ordinal) && !Small.Any(step.StartsWith));
    }

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
    }

    private static async Task InvestigateAsync(TestStore store)
    {
        var id = (await store.AllAsync())[0].Id;
        var made = new AlertInvestigation(Recommendation.Review, [], Some.Time, []);
        await store.Investigations.SaveAsync(id, made, default);
        await store.Investigations.FindAsync(id, default);
        await store.Investigations.FollowedToAsync(default);
        await store.Investigations.AlertsAsync([id], onlyUninvestigated: true, default);
        await store.Investigations.AlertsAsync([id], onlyUninvestigated: false, default);
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

    private static async Task TidyAsync(TestStore store)
    {
        await store.ContextRetention.SweepAsync(Some.Later.AddDays(9), long.MaxValue, default);
        await store.Retention.SweepAsync(Some.Time, 1, default);
    }
}
