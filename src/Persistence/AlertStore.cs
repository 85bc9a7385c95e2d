using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Reads alerts and their occurrences.</summary>
public sealed class AlertStore
{
    // Well below the number of parameters that a statement may have anywhere.
    private const int KeysPerQuery = 500;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly AlertIndex _index;

    internal AlertStore(IDbContextFactory<DetectionsDbContext> contexts, AlertIndex index) =>
        (_contexts, _index) = (contexts, index);

    /// <summary>A page of the alerts that the filter lets through.</summary>
    /// <remarks>By key, not by offset: what is new meanwhile shifts no page.</remarks>
    public async Task<Page<Alert>> ListAsync(
        AlertFilter filter, AlertOrder order, AlertPosition? after, int limit, CancellationToken cancellationToken)
    {
        var ids = await _index.AskAsync(
            (table, _) => new FirstRows(
                new RowFilter(filter, table), order, after is null ? null : SortKey.Of(after, order), limit + 1)
                .In(table),
            cancellationToken);
        return new Page<Alert>(
            await ReadAsync([.. ids.Take(limit).Select(AlertTable.Format)], cancellationToken), ids.Count > limit);
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
    /// <param name="limit">How many at most; fewer if their documents are long.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<Occurrence>> OccurrencesAsync(
        string alertId, (DateTimeOffset At, long Id)? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var occurrences = db.Occurrences.AsNoTracking().Where(o => o.AlertId == alertId);
        if (after is var (at, id))
            occurrences = occurrences.Where(o => o.At > at || (o.At == at && o.Id > id));

        return await Page<Occurrence>.OfDocumentsAsync(
            occurrences.OrderBy(o => o.At).ThenBy(o => o.Id), limit, o => o.Document, cancellationToken);
    }

    // As they are now, in the order of the ids.
    internal async Task<IReadOnlyList<Alert>> ReadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var alerts = new Dictionary<string, Alert>(ids.Count);
        foreach (var some in ids.Chunk(KeysPerQuery))
            await foreach (var alert in db.Alerts.AsNoTracking().Where(a => some.Contains(a.Id)).AsAsyncEnumerable()
                .WithCancellation(cancellationToken))
                alerts.Add(alert.Id, alert);

        return [.. ids.Select(alerts.GetValueOrDefault).OfType<Alert>()];
    }

    // Whoever asks for rights to read memory asks for all rights, too; only bits without a meaning are not among them.
    internal static AccessClasses WithImplying(AccessClasses classes) =>
        (classes & ~AccessClasses.Other) == 0 ? classes : classes | AccessClasses.AllAccess;
}
