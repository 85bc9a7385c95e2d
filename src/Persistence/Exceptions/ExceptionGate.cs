using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Gathers what items are judged against: the store as it is where they change.</summary>
internal sealed class ExceptionGate(ExceptionsInForce inForce, ExceptionPolicy policy)
{
    // Well below the number of parameters that a statement may have anywhere.
    private const int KeysPerQuery = 500;

    private static readonly IReadOnlySet<string> RuleIds =
        RuleCatalogue.BuiltIn.Select(rule => rule.Id).ToHashSet();

    /// <summary>What an item is judged against that says one of these contents.</summary>
    public async Task<ExceptionSurroundings> GatherAsync(
        DetectionsDbContext db, IEnumerable<ExceptionContent> contents, DateTimeOffset now)
    {
        // An item covers one kind of first frame only; without one it is refused before anything is held against it.
        var kinds = contents.Select(content => content.Terms.FirstFrameKind).OfType<FirstFrameKind>().Distinct()
            .ToArray();
        var alerts = db.Alerts.AsNoTracking().Where(a => kinds.Contains(a.FirstFrame.Kind));
        return new ExceptionSurroundings
        {
            Now = now,
            Policy = policy,
            RuleIds = RuleIds,
            Signers = await SignerInventory.SignersSeenAsync(db, default),
            TruePositives = kinds.Length == 0
                ? []
                : await GuardedAsync(db, TruePositivesOf(alerts)),
            Assigned = kinds.Length == 0
                ? []
                : await GuardedAsync(db, AssignedOf(alerts)),
            Active = inForce.Current,
            Canaries = Canaries.All,
        };
    }

    /// <summary>Those that turned out to be attacks.</summary>
    public static IQueryable<Alert> TruePositivesOf(IQueryable<Alert> alerts) =>
        alerts.Where(a => a.ClosingReason == ClosingReason.TruePositive);

    /// <summary>Those that somebody works on.</summary>
    public static IQueryable<Alert> AssignedOf(IQueryable<Alert> alerts) =>
        alerts.Where(a => a.Status != AlertStatus.Closed && string.Compare(a.Assignee, "") > 0);

    private static async Task<IReadOnlyList<GuardedAccess>> GuardedAsync(
        DetectionsDbContext db, IQueryable<Alert> query)
    {
        var alerts = await query.ToListAsync();
        var guarded = new List<GuardedAccess>();
        foreach (var some in alerts.Chunk(KeysPerQuery))
        {
            var ids = some.Select(alert => alert.Id).ToList();
            var shapes = (await db.Occurrences.Where(o => ids.Contains(o.AlertId))
                .Select(o => new { o.AlertId, o.Shape }).Distinct().ToListAsync()).ToLookup(o => o.AlertId);

            // When it happened is not asked: it would be hidden when it happens again.
            guarded.AddRange(
                from alert in some
                from occurrence in shapes[alert.Id]
                select new GuardedAccess(alert.Id, StoredAccess.Of(alert, alert.FirstSeenAt, occurrence.Shape)));
        }

        return guarded;
    }
}
