using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Stores matches and unreadable documents; what is stored already is not stored again.</summary>
internal sealed class AlertRecorder(
    IDbContextFactory<DetectionsDbContext> contexts, ContextStore context, AwaitedFacts awaited, NewNeeds needs,
    AlertFeed feed, ExceptionsInForce exceptions)
{
    // Well below the number of parameters that a statement may have anywhere.
    private const int KeysPerQuery = 500;

    /// <summary>Stores the records of several batches in one commit. When this returns they are on disk.</summary>
    /// <param name="records">The records, in the order in which they came.</param>
    /// <param name="arriving">What some alert misses and the context of these batches may bring.</param>
    /// <param name="cancellationToken">Stops it; nothing is stored then.</param>
    /// <returns>What came of each record.</returns>
    public async Task<IReadOnlyList<RecordOutcome>> RecordAsync(
        IReadOnlyList<BatchRecord> records, IReadOnlySet<uint> arriving, CancellationToken cancellationToken)
    {
        var due = awaited.TakeDue(arriving);
        try
        {
            return await RecordAsync(records, due, cancellationToken);
        }
        catch (Exception e) when (StoreFaults.IsOne(e))
        {
            // Nobody sends again what they wait for.
            awaited.ReturnDue(due);
            throw;
        }
    }

    private async Task<IReadOnlyList<RecordOutcome>> RecordAsync(
        IReadOnlyList<BatchRecord> records, IReadOnlyList<string> due, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var fresh = await FreshAsync(db, records, cancellationToken);
        var matches = fresh.SelectMany(
            ofRecord => ofRecord.Select(m => (Match: m, At: m.TimeOf(records[ofRecord.Key].ReceivedAt)))).ToList();
        var known = await AlertsOfAsync(db, matches.Select(m => m.Match.FoldKey), cancellationToken);
        var waiting = await AlertsAsync(db, due, cancellationToken);
        var learner = new SourceLearner(db, context, awaited, waiting.SelectMany(KeysOf).ToHashSet());
        var judge = new CoverageJudge(exceptions.Current, learner);
        await judge.LearnAsync(matches, known, cancellationToken);

        var folder = new AlertFolder(known, await RaisedTimesAsync(db, matches, cancellationToken));
        var outcomes = records
            .Select((record, index) => FoldIn(folder, judge, fresh[index], record.ReceivedAt)).ToList();
        db.Alerts.AddRange(folder.Begun);
        db.Occurrences.AddRange(folder.Occurrences);
        var quarantined = new Dictionary<UInt128, QuarantinedDocument>();
        foreach (var record in records) await QuarantineAsync(db, record, quarantined, cancellationToken);
        var learned = waiting.Concat(folder.Begun).ToHashSet();
        await LearnAsync(learner, learned, cancellationToken);

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Announce(db.GivenChangeNumber);
        foreach (var alert in learned)
        {
            awaited.Await(alert.Id, alert.Host.Name, alert.Source, alert.Disposition is Disposition.Raised);
            needs.Add(alert);
        }

        return outcomes;
    }

    /// <summary>Remembers which alerts of the queue still miss what the context may bring.</summary>
    public async Task AwaitFactsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var latest = await db.Alerts.AsNoTracking()
            .Where(a => a.Disposition == Disposition.Raised)
            .OrderByDescending(a => a.LastSeenAt)
            .Take(AwaitedFacts.AlertsMax)
            .Select(a => new { a.Id, Host = a.Host.Name, a.Source })
            .ToListAsync(cancellationToken);
        foreach (var alert in latest.AsEnumerable().Reverse())
            awaited.Await(alert.Id, alert.Host, alert.Source, isRaised: true);
    }

    private static RecordOutcome FoldIn(
        AlertFolder folder, CoverageJudge judge, IEnumerable<Match> fresh, DateTimeOffset receivedAt)
    {
        var (occurrences, begun, excepted) = (folder.Occurrences.Count, folder.Begun.Count, 0);
        foreach (var match in fresh)
        {
            var before = folder.Begun.Count;
            var coverage = judge.CoverageOf(match, match.TimeOf(receivedAt));
            folder.Take(match, receivedAt, coverage);
            if (coverage is not null) excepted++;
            if (folder.Begun.Count > before && judge.LearnedOf(match) is { } source)
                folder.Begun[^1].Learn(folder.Begun[^1].Source.With(source).SignedBy(source.Signer));
        }

        return new RecordOutcome(folder.Occurrences.Count - occurrences, Begun(Disposition.Overflow))
        {
            NewAlerts = folder.Begun.Count - begun,
            NewExceptedAlerts = Begun(Disposition.Excepted),
            ExceptedOccurrences = excepted,
        };

        int Begun(Disposition disposition) =>
            folder.Begun.Skip(begun).Count(alert => alert.Disposition == disposition);
    }

    // Looks into the context for all alerts at once.
    private static async Task LearnAsync(
        SourceLearner learner, IReadOnlyCollection<Alert> alerts, CancellationToken cancellationToken)
    {
        var sources = alerts
            .Select(alert => (alert, new LearningSource(alert.Host.Name, alert.FirstSeenAt, alert.Source))).ToList();
        await learner.LearnAsync([.. sources.Select(s => s.Item2)], withLikelyStarts: true, cancellationToken);
        foreach (var (alert, source) in sources) alert.Learn(source.Source);
    }

    private static IEnumerable<uint> KeysOf(Alert alert) =>
        SourceFacts.KeysOf(alert.Host.Name, alert.Source).Select(key => key.Hash);

    // In the order of the batches, each event once for each rule: a batch may repeat itself, too.
    private static async Task<ILookup<int, Match>> FreshAsync(
        DetectionsDbContext db, IReadOnlyList<BatchRecord> records, CancellationToken cancellationToken)
    {
        var matches = records
            .SelectMany((record, index) => record.Matches.Select(match => (index, match))).ToList();
        var known = new HashSet<(EventKey, string)>();
        foreach (var keys in matches.Select(m => m.match.Envelope.Key).Distinct().Chunk(KeysPerQuery))
        {
            var stored = await db.Occurrences.Where(o => keys.Contains(o.EventKey))
                .Select(o => new { o.EventKey, o.RuleId }).ToListAsync(cancellationToken);
            foreach (var occurrence in stored) known.Add((occurrence.EventKey, occurrence.RuleId));
        }

        return matches.Where(m => known.Add((m.match.Envelope.Key, m.match.Rule.Rule.Id)))
            .ToLookup(m => m.index, m => m.match);
    }

    private static async Task<List<Alert>> AlertsAsync(
        DetectionsDbContext db, IReadOnlyList<string> alertIds, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        foreach (var ids in alertIds.Chunk(KeysPerQuery))
            alerts.AddRange(await db.Alerts.Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken));

        return alerts;
    }

    private static async Task<List<Alert>> AlertsOfAsync(
        DetectionsDbContext db, IEnumerable<UInt128> foldKeys, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        foreach (var keys in foldKeys.Distinct().Chunk(KeysPerQuery))
            alerts.AddRange(await db.Alerts.Where(a => keys.Contains(a.FoldKey)).ToListAsync(cancellationToken));

        return alerts;
    }

    private static async Task<Dictionary<string, RaisedTimes>> RaisedTimesAsync(
        DetectionsDbContext db, IReadOnlyList<(Match Match, DateTimeOffset At)> matches,
        CancellationToken cancellationToken)
    {
        var byRule = new Dictionary<string, RaisedTimes>();
        foreach (var ofRule in matches.GroupBy(m => m.Match.Rule))
        {
            var (rule, version) = ofRule.Key;
            var times = new List<DateTimeOffset>();
            foreach (var (from, to) in Spans(ofRule.Select(m => m.At), version.Interval))
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
        DetectionsDbContext db, BatchRecord record, Dictionary<UInt128, QuarantinedDocument> known,
        CancellationToken cancellationToken)
    {
        foreach (var documents in record.Unreadable.Chunk(KeysPerQuery))
        {
            var fingerprints = documents.Select(d => d.Fingerprint).Where(f => !known.ContainsKey(f)).ToArray();
            var stored = db.Quarantine.Where(d => fingerprints.Contains(d.Fingerprint)).AsAsyncEnumerable();
            await foreach (var document in stored.WithCancellation(cancellationToken))
                known.Add(document.Fingerprint, document);
            foreach (var document in documents)
            {
                if (known.TryAdd(document.Fingerprint, document))
                {
                    db.Quarantine.Add(document);
                    continue;
                }

                var again = known[document.Fingerprint];
                again.Count += document.Count;
                again.LastReceivedAt = record.ReceivedAt;
            }
        }
    }
}
