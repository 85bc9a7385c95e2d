using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Something that time did to an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="DaysLeft">How many days are left, a day that has begun as a whole one; 0 if it expired.</param>
public sealed record ExceptionNotice(ExceptionItem Item, int DaysLeft)
{
    /// <summary>True if it is over.</summary>
    public bool HasExpired => Item.Status is ExceptionStatus.Expired;
}

/// <summary>Lets items end by themselves, and warns before.</summary>
/// <remarks>
/// What an item covers goes by when events happened, so nothing depends on when this is done.
/// </remarks>
public sealed class ExceptionExpiry
{
    /// <summary>Whoever does it is called that.</summary>
    public const string Actor = "system";

    private const string Operation = "expire-exceptions";

    // How many days ahead is warned.
    private static readonly int[] WarningDays = [1, 3, 14];

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly ExceptionWriter _writer;
    private readonly TimeProvider _time;

    internal ExceptionExpiry(
        IDbContextFactory<DetectionsDbContext> contexts, ExceptionWriter writer, TimeProvider time) =>
        (_contexts, _writer, _time) = (contexts, writer, time);

    /// <summary>Does to the items what is due by now.</summary>
    /// <returns>What was done, what ends first at the top.</returns>
    public async Task<IReadOnlyList<ExceptionNotice>> PassTimeAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var commands = await DueAsync(now, cancellationToken);
        if (commands.Count == 0)
        {
            await _writer.ForgetAsync(now - ExceptionStore.CoversLate, cancellationToken);
            return [];
        }

        using var scope = AuditScope.Open(new AuditOrigin(Actor, Operation), _time);
        var outcomes = await _writer.RunAsync(
            commands, new ExceptionBatchMode(IsAtomic: false, IsDryRun: false), new Doing(Actor, now), answer: null,
            cancellationToken);
        await _writer.ForgetAsync(now - ExceptionStore.CoversLate, cancellationToken);
        return
        [
            .. from outcome in outcomes
               where outcome.IsDone
               select new ExceptionNotice(outcome.Item!, DaysLeftOf(outcome.Item!, now)),
        ];
    }

    private async Task<IReadOnlyList<ExceptionCommand>> DueAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var soon = now.AddDays(WarningDays[^1]);
        var items = await db.ExceptionItems.AsNoTracking()
            .Where(i => i.Status == ExceptionStatus.Active && i.ExpiresAt <= soon).OrderBy(i => i.ExpiresAt)
            .ToListAsync(cancellationToken);
        return [.. items.Select(item => CommandFor(item, now)).OfType<ExceptionCommand>()];
    }

    private static ExceptionCommand? CommandFor(ExceptionItem item, DateTimeOffset now)
    {
        var left = item.ExpiresAt!.Value - now;
        if (left <= TimeSpan.Zero) return new ExpireException(item.Id);

        // Who makes an item for a week need not be told at once that it ends within two.
        var days = WarningDays.First(days => left <= TimeSpan.FromDays(days));
        var isCrossed = item.ActivatedAt < item.ExpiresAt.Value.AddDays(-days);
        return isCrossed && !(item.WarnedDays <= days) ? new WarnOfException(item.Id, days) : null;
    }

    private static int DaysLeftOf(ExceptionItem item, DateTimeOffset now) =>
        Math.Max(0, (int)Math.Ceiling((item.ExpiresAt!.Value - now).TotalDays));
}
