using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Webhooks;

/// <summary>How far the changes of alerts are followed.</summary>
/// <param name="Position">The number of the last change that was looked at.</param>
/// <param name="Level">The last change up to which nothing was left: what began later is new.</param>
public sealed record FollowedTo(long Position, long Level);

/// <summary>Writes down which messages are due, and how far the changes of alerts were followed for them.</summary>
/// <remarks>Both in one commit, so that after a restart no message is missing and none is written twice.</remarks>
public sealed class WebhookFeed
{
    private const string TooMany = "There were too many pending messages, and this was the oldest.";
    private const string NoTarget = "The settings no longer name its target.";

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal WebhookFeed(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>Brings the targets in line with the settings.</summary>
    /// <param name="names">The targets that there are. New ones are told of what happens from now on.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>From where to follow the changes.</returns>
    public Task<FollowedTo> OpenAsync(
        IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var last = await db.LastChangeNumberAsync(cancellationToken);
            var known = await db.WebhookTargets.ToListAsync(cancellationToken);
            db.WebhookTargets.RemoveRange(known.Where(target => !names.Contains(target.Name)));
            db.WebhookTargets.AddRange(names.Except(known.Select(target => target.Name))
                .Select(name => new WebhookTarget { Name = name, Since = last }));

            var orphans = await db.WebhookDeliveries
                .Where(d => d.State == DeliveryState.Pending && !names.Contains(d.Target))
                .ToListAsync(cancellationToken);
            foreach (var orphan in orphans) orphan.GiveUp(NoTarget, now);

            var position = await PositionAsync(db, cancellationToken);
            var isFollowed = known.Exists(target => names.Contains(target.Name));
            if (!isFollowed) (position.Position, position.Level) = (last, last);
            await db.SaveChangesAsync(cancellationToken);
            return new FollowedTo(position.Position, position.Level);
        },
        cancellationToken);

    /// <summary>What is remembered of the targets.</summary>
    public async Task<IReadOnlyDictionary<string, WebhookTarget>> TargetsAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookTargets.AsNoTracking().ToDictionaryAsync(target => target.Name, cancellationToken);
    }

    /// <summary>Writes down messages that are not there yet, and how far the changes were followed.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="followed">How far.</param>
    /// <param name="pendingMax">How many may be pending for each target; past it the oldest are given up.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many were given up.</returns>
    public Task<int> AddAsync(
        IReadOnlyList<WebhookDelivery> messages, FollowedTo followed, int pendingMax, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(followed);
        return _gate.PassAsync(
            async () =>
            {
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var ids = messages.Select(message => message.MessageId).ToList();
                var known = await db.WebhookDeliveries.Where(d => ids.Contains(d.MessageId))
                    .Select(d => d.MessageId).ToListAsync(cancellationToken);
                db.WebhookDeliveries.AddRange(messages.ExceptBy(known, message => message.MessageId));
                var position = await PositionAsync(db, cancellationToken);
                (position.Position, position.Level) = (followed.Position, followed.Level);
                await db.SaveChangesAsync(cancellationToken);

                var givenUp = 0;
                foreach (var target in messages.Select(message => message.Target).Distinct())
                    givenUp += await GiveUpOldestAsync(db, target, pendingMax, now, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return givenUp;
            },
            cancellationToken);
    }

    private static async Task<int> GiveUpOldestAsync(
        DetectionsDbContext db, string target, int pendingMax, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pending = db.WebhookDeliveries.Where(d => d.Target == target && d.State == DeliveryState.Pending);
        var excess = await pending.CountAsync(cancellationToken) - pendingMax;
        if (excess <= 0) return 0;

        foreach (var oldest in await pending.OrderBy(d => d.Id).Take(excess).ToListAsync(cancellationToken))
            oldest.GiveUp(TooMany, now);
        return excess;
    }

    private static async Task<WebhookPosition> PositionAsync(
        DetectionsDbContext db, CancellationToken cancellationToken)
    {
        if (await db.WebhookPositions.FirstOrDefaultAsync(cancellationToken) is { } known) return known;

        var first = new WebhookPosition();
        db.WebhookPositions.Add(first);
        return first;
    }
}
