using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Webhooks;

/// <summary>Which deliveries to show or count; what is null asks nothing.</summary>
/// <param name="State">How far they are.</param>
/// <param name="Target">The name of their target.</param>
public sealed record DeliveryFilter(DeliveryState? State = null, string? Target = null);

/// <summary>Messages on their way, and what became of the others.</summary>
public sealed class WebhookStore
{
    private const string Gone = "The target answered 410: it wants no more messages.";

    // So much at once that batches wait for it no longer than for each other.
    private const int SweptAtOnce = 500;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal WebhookStore(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>The messages that a target is to be sent now, those first that wait longest.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DueAsync(
        string target, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries.AsNoTracking()
            .Where(d => d.Target == target && d.State == DeliveryState.Pending && d.NextAttemptAt <= now)
            .OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>When the target is to be sent something next; null if nothing waits.</summary>
    public async Task<DateTimeOffset?> NextAtAsync(string target, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries
            .Where(d => d.Target == target && d.State == DeliveryState.Pending)
            .OrderBy(d => d.NextAttemptAt)
            .Select(d => d.NextAttemptAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Notes what came of attempts.</summary>
    public Task NoteAsync(
        IReadOnlyCollection<(long Id, DeliveryAttempt Attempt, DateTimeOffset? NextAt)> attempts,
        CancellationToken cancellationToken) => ChangeAsync(
        async db =>
        {
            var byId = attempts.ToDictionary(attempt => attempt.Id);
            var ids = byId.Keys.ToList();
            foreach (var delivery in await db.WebhookDeliveries
                .Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Pending).ToListAsync(cancellationToken))
                delivery.Note(byId[delivery.Id].Attempt, byId[delivery.Id].NextAt);
            return true;
        },
        cancellationToken);

    /// <summary>Sends a target nothing any more.</summary>
    public Task DisableAsync(string target, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        async db =>
        {
            if (await db.WebhookTargets.FindAsync([target], cancellationToken) is { } row) row.DisabledAt = now;
            foreach (var delivery in await db.WebhookDeliveries
                .Where(d => d.Target == target && d.State == DeliveryState.Pending).ToListAsync(cancellationToken))
                delivery.GiveUp(Gone, now);
            return true;
        },
        cancellationToken);

    /// <summary>Sends a target what happens from now on. False if there is none of that name.</summary>
    public Task<bool> EnableAsync(string target, CancellationToken cancellationToken) => ChangeAsync(
        async db =>
        {
            if (await db.WebhookTargets.FindAsync([target], cancellationToken) is not { } row) return false;
            if (row.DisabledAt is null) return true;

            (row.DisabledAt, row.Since) = (null, await db.LastChangeNumberAsync(cancellationToken));
            return true;
        },
        cancellationToken);

    /// <summary>A page, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">The number of the last delivery of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<WebhookDelivery>> ListAsync(
        DeliveryFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var found = Where(db.WebhookDeliveries.AsNoTracking(), filter);
        return Page<WebhookDelivery>.Of(
            await found.Where(d => before == null || d.Id < before).OrderByDescending(d => d.Id).Take(limit + 1)
                .ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Where(db.WebhookDeliveries, filter).CountAsync(cancellationToken);
    }

    /// <summary>How many messages wait, how many were given up, and how many of those since that time.</summary>
    public async Task<(int Pending, int Dead, int DiedLately)> TotalsAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var dead = db.WebhookDeliveries.Where(d => d.State == DeliveryState.Dead);
        return (
            await db.WebhookDeliveries.CountAsync(d => d.State == DeliveryState.Pending, cancellationToken),
            await dead.CountAsync(cancellationToken),
            await dead.CountAsync(d => d.EndedAt >= since, cancellationToken));
    }

    /// <summary>One delivery; null if there is none of that number.</summary>
    public async Task<WebhookDelivery?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    /// <summary>Sends a message again, unless it is on its way. Null if there is none of that number.</summary>
    public Task<WebhookDelivery?> ReplayAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            async db =>
            {
                var delivery = await db.WebhookDeliveries.FindAsync([id], cancellationToken);
                if (delivery is { State: not DeliveryState.Pending }) delivery.Replay(now);
                return delivery;
            },
            cancellationToken);

    /// <summary>Sends the dead ones of a target again, the oldest first, as far as there is room.</summary>
    /// <param name="target">The target.</param>
    /// <param name="pendingMax">How many may be pending.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many are sent again.</returns>
    public Task<int> ReplayDeadAsync(
        string target, int pendingMax, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        async db =>
        {
            var pending = await Where(db.WebhookDeliveries, new DeliveryFilter(DeliveryState.Pending, target))
                .CountAsync(cancellationToken);
            var dead = await Where(db.WebhookDeliveries, new DeliveryFilter(DeliveryState.Dead, target))
                .OrderBy(d => d.Id).Take(Math.Max(0, pendingMax - pending)).ToListAsync(cancellationToken);
            foreach (var delivery in dead) delivery.Replay(now);
            return dead.Count;
        },
        cancellationToken);

    /// <summary>Removes what was delivered, or given up, before those times.</summary>
    /// <returns>How many deliveries.</returns>
    public async Task<int> SweepAsync(
        DateTimeOffset deliveredSince, DateTimeOffset deadSince, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (true)
        {
            var slice = await _gate.PassAsync(
                async () =>
                {
                    await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                    var old = await db.WebhookDeliveries
                        .Where(d => (d.State == DeliveryState.Delivered && d.EndedAt < deliveredSince)
                            || (d.State == DeliveryState.Dead && d.EndedAt < deadSince))
                        .Select(d => d.Id).Take(SweptAtOnce).ToListAsync(cancellationToken);
                    return old.Count == 0
                        ? 0
                        : await db.WebhookDeliveries.Where(d => old.Contains(d.Id))
                            .ExecuteDeleteAsync(cancellationToken);
                },
                cancellationToken);
            removed += slice;
            if (slice < SweptAtOnce) return removed;
        }
    }

    private static IQueryable<WebhookDelivery> Where(IQueryable<WebhookDelivery> deliveries, DeliveryFilter filter)
    {
        if (filter.State is { } state) deliveries = deliveries.Where(d => d.State == state);
        if (filter.Target is { } target) deliveries = deliveries.Where(d => d.Target == target);
        return deliveries;
    }

    private Task<T> ChangeAsync<T>(Func<DetectionsDbContext, Task<T>> change, CancellationToken cancellationToken) =>
        _gate.PassAsync(
            async () =>
            {
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                var made = await change(db);
                await db.SaveChangesAsync(cancellationToken);
                return made;
            },
            cancellationToken);
}
