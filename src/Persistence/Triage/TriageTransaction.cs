using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Triage;

/// <summary>
/// The one way in which analysts' doings are stored: all of one, its history and its answer, or nothing.
/// </summary>
internal sealed class TriageTransaction(
    IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate, AlertFeed feed, NewNeeds needs)
{
    /// <summary>Does the work, stores what it changed, and remembers what it is answered.</summary>
    /// <param name="work">Changes what is to be changed. It is not done twice.</param>
    /// <param name="answer">Makes the answer of what the work made, once that is numbered; null to remember
    /// none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn. What has begun is finished.</param>
    public Task<T> RunAsync<T>(
        Func<DetectionsDbContext, Task<T>> work, Func<T, RememberedAnswer?>? answer,
        CancellationToken cancellationToken) => gate.PassAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var made = await work(db);
            var changed = db.ChangeTracker.Entries<Alert>()
                .Where(entry => entry.State is EntityState.Modified).Select(entry => entry.Entity).ToList();
            await db.SaveChangesAsync(CancellationToken.None);
            if (answer?.Invoke(made) is { } remembered) await AnswerMemory.AddAsync(db, remembered);
            await transaction.CommitAsync(CancellationToken.None);

            if (changed.Count > 0) feed.Announce(db.GivenChangeNumber);
            foreach (var alert in changed.Where(a => a.LegalHold || a.Status is not AlertStatus.Closed))
                needs.Add(alert);
            return made;
        },
        cancellationToken);
}
