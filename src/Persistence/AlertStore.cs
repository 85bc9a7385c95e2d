using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Reads alerts and their occurrences.</summary>
public sealed class AlertStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;

    internal AlertStore(IDbContextFactory<DetectionsDbContext> contexts) => _contexts = contexts;

    /// <summary>A page of the alerts that the filter lets through.</summary>
    /// <remarks>By key, not by offset: what is new meanwhile shifts no page.</remarks>
    public async Task<Page<Alert>> ListAsync(
        AlertFilter filter, AlertOrder order, AlertPosition? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var alerts = Where(db.Alerts.AsNoTracking(), filter);
        if (after is not null) alerts = Behind(alerts, order, after);

        return Page<Alert>.Of(await Order(alerts, order).Take(limit + 1).ToListAsync(cancellationToken), limit);
    }

    /// <summary>One alert; null if there is none of that id.</summary>
    public async Task<Alert?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    /// <summary>The occurrence that an alert describes: its earliest.</summary>
    public async Task<Occurrence?> FindFirstOccurrenceAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var (key, ruleId) = (alert.FirstEventKey, alert.RuleId);
        return await db.Occurrences.AsNoTracking()
            .FirstOrDefaultAsync(o => o.EventKey == key && o.RuleId == ruleId, cancellationToken);
    }

    /// <summary>A page of an alert's occurrences, in the order of event time.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="after">The last occurrence of the page before: its time and number.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<Occurrence>> OccurrencesAsync(
        string alertId, (DateTimeOffset At, long Id)? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var occurrences = db.Occurrences.AsNoTracking().Where(o => o.AlertId == alertId);
        if (after is var (at, id))
            occurrences = occurrences.Where(o => o.At > at || (o.At == at && o.Id > id));

        return Page<Occurrence>.Of(
            await occurrences.OrderBy(o => o.At).ThenBy(o => o.Id).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    private static IQueryable<Alert> Where(IQueryable<Alert> alerts, AlertFilter filter)
    {
        if (filter.Statuses is [_, ..] statuses) alerts = alerts.Where(a => statuses.Contains(a.Status));
        if (filter.Dispositions is [_, ..] ofDispositions)
            alerts = alerts.Where(a => ofDispositions.Contains(a.Disposition));
        if (filter.Severities is [_, ..] severities) alerts = alerts.Where(a => severities.Contains(a.Severity));
        if (filter.RuleIds is [_, ..] rules) alerts = alerts.Where(a => rules.Contains(a.RuleId));
        if (filter.PatternIds is [_, ..] patterns) alerts = alerts.Where(a => patterns.Contains(a.PatternId));
        if (filter.TargetClasses is [_, ..] targets) alerts = alerts.Where(a => targets.Contains(a.Target.Class));
        if (filter.FirstFrameKinds is [_, ..] kinds) alerts = alerts.Where(a => kinds.Contains(a.FirstFrame.Kind));
        if (WithImplying(filter.AnyAccessClass) is var classes and not AccessClasses.None)
            alerts = alerts.Where(a => a.Pattern.Classes != null && (a.Pattern.Classes & classes) != 0);
        if (filter.From is { } from) alerts = alerts.Where(a => a.LastSeenAt >= from);
        if (filter.CreatedFrom is { } createdFrom) alerts = alerts.Where(a => a.CreatedAt >= createdFrom);
        if (filter.To is { } to) alerts = alerts.Where(a => a.FirstSeenAt < to);

        return alerts
            .WhereAny(filter.Hosts, AlertNames.IsHost)
            .WhereAny(filter.Sources, AlertNames.IsSource)
            .WhereAny(filter.Targets, AlertNames.IsTarget)
            .WhereAny(filter.Users, AlertNames.IsUser);
    }

    // Whoever asks for rights to read memory asks for all rights, too; only bits without a meaning are not among them.
    internal static AccessClasses WithImplying(AccessClasses classes) =>
        (classes & ~AccessClasses.Other) == 0 ? classes : classes | AccessClasses.AllAccess;

    private static IQueryable<Alert> Behind(IQueryable<Alert> alerts, AlertOrder order, AlertPosition after)
    {
        var (riskScore, lastSeenAt, id) = after;
        return order is AlertOrder.Severity
            ? alerts.Where(a => a.RiskScore < riskScore || (a.RiskScore == riskScore
                && (a.LastSeenAt < lastSeenAt || (a.LastSeenAt == lastSeenAt && string.Compare(a.Id, id) < 0))))
            : alerts.Where(a => a.LastSeenAt < lastSeenAt
                || (a.LastSeenAt == lastSeenAt && string.Compare(a.Id, id) < 0));
    }

    private static IOrderedQueryable<Alert> Order(IQueryable<Alert> alerts, AlertOrder order) =>
        order is AlertOrder.Severity
            ? alerts.OrderByDescending(a => a.RiskScore).ThenByDescending(a => a.LastSeenAt).ThenByDescending(a => a.Id)
            : alerts.OrderByDescending(a => a.LastSeenAt).ThenByDescending(a => a.Id);
}
