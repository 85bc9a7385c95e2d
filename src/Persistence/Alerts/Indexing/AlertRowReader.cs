using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Reads from the store what the index knows of alerts.</summary>
internal sealed class AlertRowReader(IDbContextFactory<DetectionsDbContext> contexts)
{
    /// <summary>The alerts that changed after that number, in the order of their changes.</summary>
    public async Task<IReadOnlyList<AlertRow>> AfterAsync(long number, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts.AsNoTracking()
            .Where(a => EF.Property<long>(a, DetectionsDbContext.ChangeNumber) > number)
            .OrderBy(a => EF.Property<long>(a, DetectionsDbContext.ChangeNumber))
            .Take(limit)
            .Select(a => new AlertRow
            {
                ChangeNumber = EF.Property<long>(a, DetectionsDbContext.ChangeNumber),
                Id = a.Id,
                FirstSeenAt = a.FirstSeenAt,
                LastSeenAt = a.LastSeenAt,
                CreatedAt = a.CreatedAt,
                Status = a.Status,
                Disposition = a.Disposition,
                Severity = a.Severity,
                RiskScore = a.RiskScore,
                TargetClass = a.Target.Class,
                FirstFrameKind = a.FirstFrame.Kind,
                Recommendation = a.Recommendation,
                ClosingReason = a.ClosingReason,
                OccurrenceCount = a.OccurrenceCount,
                RuleId = a.RuleId,
                PatternId = a.PatternId,
                Pattern = a.Pattern,
                Host = a.Host,
                User = a.Source.User,
                Assignee = a.Assignee,
                Sha256 = a.Source.Sha256,
            })
            .ToListAsync(cancellationToken);
    }
}
