using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Alerts;

/// <summary>An investigation as it is kept.</summary>
/// <param name="Investigation">What was found.</param>
/// <param name="FrozenAt">Since when it stays as it is; null as long as it follows the evidence.</param>
public sealed record KeptInvestigation(AlertInvestigation Investigation, DateTimeOffset? FrozenAt);

/// <summary>Keeps the last investigation of each alert.</summary>
public sealed class InvestigationStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;
    private readonly AlertFeed _feed;

    internal InvestigationStore(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate, AlertFeed feed) =>
        (_contexts, _gate, _feed) = (contexts, gate, feed);

    /// <summary>The last investigation of an alert; null if there was none.</summary>
    public async Task<KeptInvestigation?> FindAsync(string alertId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Investigations.AsNoTracking().FirstOrDefaultAsync(
            i => i.AlertId == alertId, cancellationToken) is { } stored
            ? new KeptInvestigation(Read(stored.Document), stored.FrozenAt)
            : null;
    }

    /// <summary>Keeps an investigation, and what it comes to on the alert.</summary>
    /// <remarks>
    /// What is frozen stays as it was when somebody acted on it. What to do about the alert still rises with what comes
    /// to light until it is closed, and never falls: nobody reads an alert again of which nothing is heard.
    /// </remarks>
    /// <returns>The revision of the alert afterwards; null if there is no such alert.</returns>
    public Task<int?> SaveAsync(
        string alertId, AlertInvestigation investigation, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.Alerts.FirstOrDefaultAsync(a => a.Id == alertId, cancellationToken) is not { } alert)
                return (int?)null;

            var stored = await db.Investigations.FirstOrDefaultAsync(i => i.AlertId == alertId, cancellationToken);
            if (stored is null)
                db.Investigations.Add(stored = new StoredInvestigation { AlertId = alertId, Document = [] });
            if (stored.FrozenAt is null)
            {
                (stored.ComputedAt, stored.Document) = (investigation.ComputedAt, Write(investigation));
                alert.Recommend(investigation.Recommendation);
            }
            else if (alert.Status is not AlertStatus.Closed && investigation.Recommendation < alert.Recommendation)
            {
                alert.Recommend(investigation.Recommendation);
            }

            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _feed.Announce(db.GivenChangeNumber);
            return alert.Revision;
        },
        cancellationToken);

    /// <summary>
    /// The number of the change before the first alert of the queue that is not closed and nobody looked into.
    /// </summary>
    public async Task<long> FollowedToAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var first = await db.Alerts
            .Where(a => a.Recommendation == null && a.Disposition == Disposition.Raised
                && a.Status != AlertStatus.Closed)
            .MinAsync(a => (long?)EF.Property<long>(a, DetectionsDbContext.ChangeNumber), cancellationToken);
        return first - 1 ?? await db.LastChangeNumberAsync(cancellationToken);
    }

    /// <summary>The alerts, or only those into which nobody looked yet.</summary>
    public async Task<IReadOnlyList<Alert>> AlertsAsync(
        IReadOnlyCollection<string> alertIds, bool onlyUninvestigated, CancellationToken cancellationToken)
    {
        const int IdsPerQuery = 500;
        var missing = new List<Alert>();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var ids in alertIds.Chunk(IdsPerQuery))
            missing.AddRange(await db.Alerts.AsNoTracking()
                .Where(a => ids.Contains(a.Id)
                    && (!onlyUninvestigated || !db.Investigations.Any(i => i.AlertId == a.Id)))
                .ToListAsync(cancellationToken));
        return missing;
    }

    /// <summary>
    /// Lets an investigation stay as it is from the moment when somebody takes notice, anew when the alert is closed,
    /// and follow the evidence again when it is open again; the caller saves.
    /// </summary>
    /// <param name="db">Where the alert was changed.</param>
    /// <param name="alert">The alert with its new status.</param>
    /// <param name="snapshot">What is known; null to take what was found last.</param>
    /// <param name="at">When it was changed.</param>
    internal static async Task FreezeAsync(
        DetectionsDbContext db, Alert alert, AlertInvestigation? snapshot, DateTimeOffset at)
    {
        var stored = await db.Investigations.FirstOrDefaultAsync(i => i.AlertId == alert.Id);
        if (alert.Status is AlertStatus.Open)
        {
            if (stored is not null) stored.FrozenAt = null;
            return;
        }

        if (stored?.FrozenAt is not null && alert.Status is not AlertStatus.Closed) return;
        if (stored is null && snapshot is null) return;

        if (stored is null)
            db.Investigations.Add(stored = new StoredInvestigation { AlertId = alert.Id, Document = [] });
        if (snapshot is not null)
        {
            (stored.ComputedAt, stored.Document) = (snapshot.ComputedAt, Write(snapshot));
            if (alert.Recommendation is null) alert.Recommend(snapshot.Recommendation);
        }

        stored.FrozenAt = at;
    }

    private static byte[] Write(AlertInvestigation investigation) =>
        JsonSerializer.SerializeToUtf8Bytes(investigation, DomainJson.Options);

    private static AlertInvestigation Read(byte[] document) =>
        JsonSerializer.Deserialize<AlertInvestigation>(document, DomainJson.Options)
        ?? throw new InvalidDataException("The store holds an investigation that is none.");
}
