using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence.Alerts;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Triage;

/// <summary>Changes alerts as analysts ask, and writes into the history what was changed.</summary>
public sealed class TriageStore
{
    // So few that batches which wait meanwhile do not notice.
    private const int AlertsPerCommit = 50;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly TriageTransaction _transaction;

    internal TriageStore(IDbContextFactory<DetectionsDbContext> contexts, TriageTransaction transaction) =>
        (_contexts, _transaction) = (contexts, transaction);

    /// <summary>Changes one alert.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="revision">The revision that the change is meant for; null for whatever it is.</param>
    /// <param name="change">What to change.</param>
    /// <param name="snapshot">
    /// What is known about the alert, to stay as it is if the change is one on which it does; null to take what was
    /// found last.
    /// </param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    public Task<TriageOutcome> ChangeAsync(
        string id, int? revision, AlertChange change, AlertInvestigation? snapshot, Doing doing,
        CancellationToken cancellationToken) =>
        _transaction.RunAsync(
            async db => (await ChangeAsync(db, [id], revision, change, null, SnapshotsOf(id, snapshot), doing))[0],
            answer: null,
            cancellationToken);

    /// <summary>Changes many alerts, some in each commit; once begun it goes on to the end.</summary>
    /// <param name="ids">The alerts, each once.</param>
    /// <param name="change">What to change.</param>
    /// <param name="comment">What to say about each that is changed; null for nothing.</param>
    /// <param name="snapshots">What is known about alerts, to stay as it is; of others what was found last.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="answer">Makes the answer that is remembered with the last commit; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for the first turn.</param>
    /// <returns>What came of each, in the order of the ids.</returns>
    public async Task<IReadOnlyList<TriageOutcome>> ChangeAllAsync(
        IReadOnlyList<string> ids, AlertChange change, string? comment,
        IReadOnlyDictionary<string, AlertInvestigation> snapshots, Doing doing,
        Func<IReadOnlyList<TriageOutcome>, RememberedAnswer?>? answer, CancellationToken cancellationToken)
    {
        IReadOnlyList<TriageOutcome> outcomes = [];
        for (var done = 0; done < ids.Count; done += AlertsPerCommit)
        {
            var some = ids.Skip(done).Take(AlertsPerCommit).ToList();
            var before = outcomes;
            outcomes = await _transaction.RunAsync<IReadOnlyList<TriageOutcome>>(
                async db => [.. before, .. await ChangeAsync(db, some, null, change, comment, snapshots, doing)],
                done + some.Count == ids.Count ? answer : null,
                done == 0 ? cancellationToken : CancellationToken.None);
        }

        return outcomes;
    }

    /// <summary>What would come of a change of many alerts. Nothing is changed.</summary>
    public async Task<IReadOnlyList<TriageOutcome>> PreviewAllAsync(
        IReadOnlyList<string> ids, AlertChange change, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var outcomes = new List<TriageOutcome>();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var some in ids.Chunk(AlertsPerCommit))
            outcomes.AddRange(await ApplyAsync(db, db.Alerts.AsNoTracking(), some, revision: null, change, at));

        return outcomes;
    }

    private static async Task<IReadOnlyList<TriageOutcome>> ChangeAsync(
        DetectionsDbContext db, IReadOnlyList<string> ids, int? revision, AlertChange change, string? comment,
        IReadOnlyDictionary<string, AlertInvestigation> snapshots, Doing doing)
    {
        var outcomes = await ApplyAsync(db, db.Alerts, ids, revision, change, doing.At);
        foreach (var outcome in outcomes)
        {
            if (outcome.Changes.Any(field => field.Field == FieldChange.Status))
                await InvestigationStore.FreezeAsync(
                    db, outcome.Alert!, snapshots.GetValueOrDefault(outcome.AlertId), doing.At);
            db.AlertHistory.AddRange(outcome.Changes.Select(field => new AlertHistoryEntry
            {
                AlertId = outcome.AlertId,
                Revision = outcome.Alert!.Revision,
                At = doing.At,
                Actor = doing.Actor,
                Field = field.Field,
                From = field.From,
                To = field.To,
            }));
            if (comment is not null && outcome.Kind is TriageResult.Changed)
                db.AlertComments.Add(new AlertComment
                {
                    AlertId = outcome.AlertId,
                    At = doing.At,
                    Actor = doing.Actor,
                    Text = comment,
                });
        }

        return outcomes;
    }

    private static Dictionary<string, AlertInvestigation> SnapshotsOf(string id, AlertInvestigation? snapshot) =>
        snapshot is null ? [] : new Dictionary<string, AlertInvestigation> { [id] = snapshot };

    private static async Task<IReadOnlyList<TriageOutcome>> ApplyAsync(
        DetectionsDbContext db, IQueryable<Alert> alerts, IReadOnlyList<string> ids, int? revision,
        AlertChange change, DateTimeOffset at)
    {
        var found = await alerts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id);
        var original = change.DuplicateOf is { } id
            ? await db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id)
            : null;
        return
        [
            .. ids.Select(wanted => Apply(
                wanted, found.GetValueOrDefault(wanted), revision, change, original, at)),
        ];
    }

    private static TriageOutcome Apply(
        string id, Alert? alert, int? revision, AlertChange change, Alert? original, DateTimeOffset at)
    {
        if (alert is null) return new TriageOutcome(id, TriageResult.NotFound, null, [], []);
        if (revision is not null && revision != alert.Revision)
            return new TriageOutcome(id, TriageResult.Stale, alert, [], []);
        if (TriageRules.FaultsOf(alert, change, original) is [_, ..] faults)
            return new TriageOutcome(id, TriageResult.Refused, alert, [], faults);

        var changes = alert.Apply(change, at);
        return new TriageOutcome(
            id, changes.Count > 0 ? TriageResult.Changed : TriageResult.Unchanged, alert, changes, []);
    }
}
