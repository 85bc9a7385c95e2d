using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Stores what batches leave: one commit a batch, and what is stored already is not stored again.</summary>
public sealed class AlertRecorder
{
    // Well below the number of parameters that a statement may have anywhere.
    private const int KeysPerQuery = 500;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal AlertRecorder(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>Stores the record. When this returns it is on disk.</summary>
    public Task<RecordOutcome> RecordAsync(BatchRecord record, CancellationToken cancellationToken) => record.IsEmpty
        ? Task.FromResult(default(RecordOutcome))
        : _gate.PassAsync(() => StoreAsync(record, cancellationToken), cancellationToken);

    private async Task<RecordOutcome> StoreAsync(BatchRecord record, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var fresh = await FreshAsync(db, record.Matches, cancellationToken);
        var folder = new AlertFolder(
            await AlertsOfAsync(db, fresh, cancellationToken),
            await RaisedTimesAsync(db, fresh, record.ReceivedAt, cancellationToken));
        foreach (var match in fresh) folder.Take(match, record.ReceivedAt);
        db.Alerts.AddRange(folder.Begun);
        db.Occurrences.AddRange(folder.Occurrences);
        await QuarantineAsync(db, record, cancellationToken);

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RecordOutcome(
            folder.Occurrences.Count, folder.Begun.Count(alert => alert.Disposition is Disposition.Overflow));
    }

    // In the order of the batch, each event once for each rule: a batch may repeat itself, too.
    private static async Task<List<Match>> FreshAsync(
        DetectionsDbContext db, IReadOnlyList<Match> matches, CancellationToken cancellationToken)
    {
        var known = new HashSet<(EventKey, string)>();
        foreach (var keys in matches.Select(m => m.Envelope.Key).Distinct().Chunk(KeysPerQuery))
        {
            var stored = await db.Occurrences.Where(o => keys.Contains(o.EventKey))
                .Select(o => new { o.EventKey, o.RuleId }).ToListAsync(cancellationToken);
            foreach (var occurrence in stored) known.Add((occurrence.EventKey, occurrence.RuleId));
        }

        return [.. matches.Where(m => known.Add((m.Envelope.Key, m.Rule.Rule.Id)))];
    }

    private static async Task<List<Alert>> AlertsOfAsync(
        DetectionsDbContext db, List<Match> matches, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        foreach (var keys in matches.Select(m => m.FoldKey).Distinct().Chunk(KeysPerQuery))
            alerts.AddRange(await db.Alerts.Where(a => keys.Contains(a.FoldKey)).ToListAsync(cancellationToken));

        return alerts;
    }

    private static async Task<Dictionary<string, RaisedTimes>> RaisedTimesAsync(
        DetectionsDbContext db, List<Match> matches, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var byRule = new Dictionary<string, RaisedTimes>();
        foreach (var ofRule in matches.GroupBy(m => m.Rule))
        {
            var (rule, version) = ofRule.Key;
            var times = new List<DateTimeOffset>();
            foreach (var (from, to) in Spans(ofRule.Select(m => m.Envelope.At ?? receivedAt), version.Interval))
                times.AddRange(await db.Alerts
                    .Where(a => a.RuleId == rule.Id && a.RaisedAt >= from && a.RaisedAt <= to)
                    .Select(a => a.RaisedAt!.Value)
                    .ToListAsync(cancellationToken));

            byRule[rule.Id] = new RaisedTimes(times);
        }

        return byRule;
    }

    // The surroundings of the times, those that touch run together: a backlog of a day is one query, not thousands.
    private static List<(DateTimeOffset From, DateTimeOffset To)> Spans(
        IEnumerable<DateTimeOffset> times, TimeSpan around)
    {
        var spans = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var time in times.Order())
        {
            if (spans.Count > 0 && time - around <= spans[^1].To) spans[^1] = (spans[^1].From, time + around);
            else spans.Add((time - around, time + around));
        }

        return spans;
    }

    private static async Task QuarantineAsync(
        DetectionsDbContext db, BatchRecord record, CancellationToken cancellationToken)
    {
        foreach (var documents in record.Unreadable.Chunk(KeysPerQuery))
        {
            var fingerprints = documents.Select(d => d.Fingerprint).ToArray();
            var known = await db.Quarantine.Where(d => fingerprints.Contains(d.Fingerprint))
                .ToDictionaryAsync(d => d.Fingerprint, cancellationToken);
            foreach (var document in documents)
            {
                if (!known.TryGetValue(document.Fingerprint, out var again))
                {
                    db.Quarantine.Add(document);
                    continue;
                }

                again.Count += document.Count;
                again.LastReceivedAt = record.ReceivedAt;
            }
        }
    }
}
