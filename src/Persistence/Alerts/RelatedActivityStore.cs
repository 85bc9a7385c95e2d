using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.EntityFrameworkCore;
using PatternRecurrence = DetectionApi.Persistence.Alerts.Indexing.PatternRecurrence;

namespace DetectionApi.Persistence.Alerts;

/// <summary>Finds what other alerts tell about an alert.</summary>
public sealed class RelatedActivityStore
{
    private const int AlertsMax = 200;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly AlertIndex _index;

    internal RelatedActivityStore(IDbContextFactory<DetectionsDbContext> contexts, AlertIndex index) =>
        (_contexts, _index) = (contexts, index);

    /// <summary>The alerts that have something in common with one, and how often its pattern came up.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<RelatedActivity> FindAsync(Alert alert, CancellationToken cancellationToken)
    {
        var related = await _index.RelatedAsync(alert.Id, RelatedActivity.Around, AlertsMax, cancellationToken);
        var relations = related.First.ToDictionary(one => one.Id, one => one.Relations.Select(RelationOf).ToList());
        var pattern = await _index.RecurrenceAsync(alert.PatternId, cancellationToken);
        var own = ClosingVerdicts.Of(alert.ClosingReason);
        return new RelatedActivity(
            await ReadAsync(relations, cancellationToken),
            new Domain.Investigation.PatternRecurrence(
                pattern.Count.Alerts, pattern.Count.Occurrences, pattern.Hosts, pattern.Users, pattern.FirstSeenAt,
                Judged(pattern, ClosingVerdict.Benign) - (own is ClosingVerdict.Benign ? 1 : 0),
                Judged(pattern, ClosingVerdict.TruePositive) - (own is ClosingVerdict.TruePositive ? 1 : 0)))
        {
            IsCut = related.Total > related.First.Count,
        };
    }

    private async Task<IReadOnlyList<Domain.Investigation.RelatedAlert>> ReadAsync(
        Dictionary<string, List<Relation>> relations, CancellationToken cancellationToken)
    {
        if (relations.Count == 0) return [];

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var ids = relations.Keys.ToList();
        var rows = await db.Alerts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new
            {
                a.Id,
                a.Target.Class,
                a.FirstSeenAt,
                a.LastSeenAt,
                a.Status,
                a.Recommendation,
                a.ClosingReason,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.OrderBy(a => a.LastSeenAt).ThenBy(a => a.Id, StringComparer.Ordinal)
                .Select(a => new Domain.Investigation.RelatedAlert(
                    a.Id, relations[a.Id], a.Class, a.FirstSeenAt, a.LastSeenAt, a.Status, a.Recommendation,
                    ClosingVerdicts.Of(a.ClosingReason))),
        ];
    }

    private static int Judged(PatternRecurrence pattern, ClosingVerdict verdict) =>
        pattern.ClosedByReason.Where(closed => ClosingVerdicts.Of(closed.Key) == verdict).Sum(closed => closed.Value);

    private static Relation RelationOf(AlertRelation relation) => relation switch
    {
        AlertRelation.User => Relation.User,
        AlertRelation.Host => Relation.Host,
        AlertRelation.Sha256 => Relation.Hash,
        _ => Relation.Pattern,
    };
}
