using System.Runtime.CompilerServices;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Holds the terms of an item against all that is stored, by the item's own matcher.</summary>
/// <remarks>
/// The index in memory says which alerts the item may cover; these are read some at a time, and only of those in which
/// all holds that an alert tells are the occurrences read. The index is left alone between two looks, so that nobody
/// waits long for it. For one run.
/// </remarks>
/// <param name="contexts">The store.</param>
/// <param name="index">The index of its alerts.</param>
/// <param name="terms">The terms of the item.</param>
internal sealed class ExceptionScan(
    IDbContextFactory<DetectionsDbContext> contexts, AlertIndex index, ExceptionTerms terms)
{
    // Some ten thousand rows cost a millisecond.
    private const int BlocksPerLook = 32;

    // Well below the number of parameters that a statement may have anywhere.
    private const int AlertsPerQuery = 500;

    private const int NearestMax = 64;

    private readonly ExceptionMatcher _matcher = new(terms);
    private readonly ExceptionMatcher _ofAlerts = new(terms with { Shape = null, ValidFrom = null, ExpiresAt = null });

    private readonly FairSelection<(int Pattern, int Failing), (long LastSeen, UInt128 Id)> _nearest =
        new(NearestMax, Comparer<(long, UInt128)>.Create((one, other) => other.CompareTo(one)));

    private RowTerms? _rows;

    /// <summary>How many alerts it has looked at.</summary>
    public int AlertsSeen { get; private set; }

    /// <summary>
    /// Every alert that the item covers some of, in no particular order, and among them some that it does not:
    /// first those in which only such terms fail as the index does not know, then of the others those nearest to it.
    /// </summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async IAsyncEnumerable<ScannedAlert> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var block = 0; await LookAsync(block, cancellationToken) is { } candidates; block += BlocksPerLook)
            await foreach (var alert in ReadAsync(candidates, cancellationToken)) yield return alert;

        var nearest = _nearest.Take().Select(row => row.Id).ToList();
        await foreach (var alert in ReadAsync(nearest, cancellationToken)) yield return alert;
    }

    private Task<List<UInt128>?> LookAsync(int firstBlock, CancellationToken cancellationToken) => index.AskAsync(
        (table, _) =>
        {
            if (firstBlock >= table.Blocks.Count) return null;

            _rows ??= new RowTerms(terms, table);
            var candidates = new List<UInt128>();
            foreach (var block in table.Blocks.Skip(firstBlock).Take(BlocksPerLook)) Look(_rows, block, candidates);
            return candidates;
        },
        cancellationToken);

    private void Look(RowTerms rows, AlertBlock block, List<UInt128> candidates)
    {
        for (var slot = 0; slot < block.Count; slot++)
        {
            var failing = rows.FailingOf(block, slot);
            if (failing == 0) candidates.Add(block.Ids[slot]);
            else if (RowTerms.CountOf(failing) is var weight && _nearest.MayTake(weight))
                _nearest.Show(
                    weight, (block.Numbers(NumberColumn.Pattern)[slot], failing),
                    (block.Times(TimeColumn.LastSeen)[slot], block.Ids[slot]));
        }

        AlertsSeen += block.Count;
    }

    private async IAsyncEnumerable<ScannedAlert> ReadAsync(
        IReadOnlyList<UInt128> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in ids.Select(AlertTable.Format).Chunk(AlertsPerQuery))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var alerts = await db.Alerts.AsNoTracking().Where(alert => some.Contains(alert.Id))
                .Select(StoredAlert.Columns)
                .ToDictionaryAsync(alert => alert.Id, alert => new ScannedAlert(alert), cancellationToken);
            var passing = new List<string>();
            foreach (var (id, scanned) in alerts)
            {
                var first = scanned.Alert.First;
                if (_ofAlerts.Covers(first)) passing.Add(id);
                else Miss(scanned, first, scanned.Alert.FirstEventKey);
            }

            if (passing.Count > 0)
                await foreach (var occurrence in OccurrencesOf(db, passing).WithCancellation(cancellationToken))
                    Hold(alerts[occurrence.AlertId], occurrence);
            foreach (var scanned in alerts.Values) yield return scanned;
        }
    }

    private static IAsyncEnumerable<ReadOccurrence> OccurrencesOf(DetectionsDbContext db, List<string> alertIds) =>
        db.Occurrences.AsNoTracking().Where(occurrence => alertIds.Contains(occurrence.AlertId))
            .Select(occurrence => new ReadOccurrence(
                occurrence.AlertId, occurrence.EventKey, occurrence.At, occurrence.Shape))
            .AsAsyncEnumerable();

    private void Hold(ScannedAlert scanned, ReadOccurrence occurrence)
    {
        var access = scanned.Alert.At(occurrence.At, occurrence.Shape);
        if (_matcher.Covers(access)) scanned.Cover(occurrence.At);
        else Miss(scanned, access, occurrence.EventKey);
    }

    private void Miss(ScannedAlert scanned, CandidateAccess access, EventKey key) => scanned.Miss(new MissedOccurrence(
        scanned.Alert.Id, key, access.At, access.Shape,
        [.. _matcher.Explain(access).Where(term => !term.Holds)]));

    private sealed record ReadOccurrence(string AlertId, EventKey EventKey, DateTimeOffset At, string? Shape);
}
