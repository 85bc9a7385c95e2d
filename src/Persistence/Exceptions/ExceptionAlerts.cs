using System.Runtime.CompilerServices;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>
/// Takes alerts out of the queue that an item in force covers, and brings back what none covers any more.
/// </summary>
/// <remarks>
/// Some alerts in each commit, so that batches wait little. Whatever breaks off is gone on with by asking again: what
/// is done already is left as it is, and each alert is judged anew in the transaction that changes it.
/// </remarks>
public sealed class ExceptionAlerts
{
    private const int AlertsPerCommit = 50;
    private const int OccurrencesPerCommit = 5_000;
    private const int AlertsPerRead = 100;

    private static readonly AlertChange Close = new()
    {
        Status = AlertStatus.Closed,
        ClosingReason = ClosingReason.AutomatedClosure,
    };

    private static readonly AlertChange Reopen = new() { Status = AlertStatus.Open };

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly TriageTransaction _transaction;
    private readonly AlertIndex _index;
    private readonly ExceptionsInForce _inForce;

    internal ExceptionAlerts(
        IDbContextFactory<DetectionsDbContext> contexts, TriageTransaction transaction, AlertIndex index,
        ExceptionsInForce inForce) =>
        (_contexts, _transaction, _index, _inForce) = (contexts, transaction, index, inForce);

    private enum Fate
    {
        Stays,
        PassesOn,
        IsReleased,
    }

    /// <summary>Closes what stands in the queue, nobody works on, and the item covers all of.</summary>
    /// <param name="item">The item, which is in force unless this is a dry run.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="isDryRun">Whether it is only said what would be closed.</param>
    /// <param name="cancellationToken">Stops it between two commits.</param>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<AffectedAlerts> CloseCoveredAsync(
        ExceptionItem item, Doing doing, bool isDryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var covered = new List<(string Id, int Occurrences)>();
        var scan = new ExceptionScan(_contexts, _index, item.Content.Terms);
        await foreach (var scanned in scan.RunAsync(cancellationToken))
            if (scanned.WouldBeClosed) covered.Add((scanned.Alert.Id, scanned.Alert.OccurrenceCount));
        covered.Sort();
        if (isDryRun) return AffectedAlerts.None.With(covered);

        var closed = AffectedAlerts.None;
        foreach (var some in Portions(covered))
            closed = closed.With(await _transaction.RunAsync(
                db => CloseAsync(db, item.Id, some, doing), answer: null, cancellationToken));
        return closed;
    }

    /// <summary>What the item hid and no item in force covers any more, and brings it back if that is wished.</summary>
    /// <remarks>What another item covers becomes the other item's, so that it comes back when that one ends.</remarks>
    /// <param name="itemId">The item.</param>
    /// <param name="raises">Whether it is brought back.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="cancellationToken">Stops it between two commits.</param>
    public async Task<AffectedAlerts> ReleaseAsync(
        string itemId, bool raises, Doing doing, CancellationToken cancellationToken)
    {
        var released = AffectedAlerts.None;
        await foreach (var some in HiddenAsync(itemId, _inForce.Current, cancellationToken))
        {
            var freed = some.FindAll(one => one.Fate is Fate.IsReleased);
            released = released.With([.. freed.Select(one => (one.Alert.Id, one.Alert.OccurrenceCount))]);
            var changing = some.FindAll(one => one.Fate is Fate.PassesOn || (raises && one.Fate is Fate.IsReleased));
            foreach (var ids in Portions([.. changing.Select(one => (one.Alert.Id, one.Alert.OccurrenceCount))]))
                await _transaction.RunAsync(
                    db => SetFreeAsync(db, itemId, ids, raises, doing), answer: null, cancellationToken);
        }

        return released;
    }

    /// <summary>What would be released if the item were not in force.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="instead">What would be in force instead, the item itself or another one; null for nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AffectedAlerts> PreviewReleaseAsync(
        string itemId, ExceptionItem? instead, CancellationToken cancellationToken)
    {
        var changes = new ExceptionChanges();
        changes.Remove(itemId);
        if (instead is not null) changes.Put(new StandingException(instead.Coverage, instead.Content.Terms));
        var index = changes.ApplyTo(_inForce.Current);
        var released = AffectedAlerts.None;
        await foreach (var some in HiddenAsync(itemId, index, cancellationToken))
            released = released.With(
            [
                .. some.Where(one => one.Fate is Fate.IsReleased)
                    .Select(one => (one.Alert.Id, one.Alert.OccurrenceCount)),
            ]);
        return released;
    }

    private async IAsyncEnumerable<List<(Alert Alert, Fate Fate)>> HiddenAsync(
        string itemId, ExceptionIndex index,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var after = "";
        while (true)
        {
            var last = after;
            var alerts = await db.Alerts.AsNoTracking()
                .Where(a => a.ExceptionId == itemId && string.Compare(a.Id, last) > 0).OrderBy(a => a.Id)
                .Take(AlertsPerRead).ToListAsync(cancellationToken);
            if (alerts.Count == 0) yield break;

            after = alerts[^1].Id;
            var parts = await OccurrencePart.OfAsync(db, [.. alerts.Select(alert => alert.Id)]);
            yield return [.. alerts.Select(alert => (alert, FateOf(alert, parts[alert.Id], index).Fate))];
        }
    }

    // Few alerts, and few events: who waits at the gate does not notice.
    private static IEnumerable<string[]> Portions(IReadOnlyList<(string Id, int Occurrences)> alerts)
    {
        var (portion, occurrences) = (new List<string>(), 0L);
        foreach (var (id, count) in alerts)
        {
            if (portion.Count == AlertsPerCommit || (portion.Count > 0 && occurrences + count > OccurrencesPerCommit))
            {
                yield return [.. portion];
                portion.Clear();
                occurrences = 0;
            }

            portion.Add(id);
            occurrences += count;
        }

        if (portion.Count > 0) yield return [.. portion];
    }

    // By the items as they are now: nobody passes the gate meanwhile.
    private async Task<IReadOnlyCollection<(string, int)>> CloseAsync(
        DetectionsDbContext db, string itemId, string[] ids, Doing doing)
    {
        if (_inForce.Current.Find(itemId) is not { } item) return [];

        var alerts = await db.Alerts
            .Where(a => ids.Contains(a.Id) && a.Status == AlertStatus.Open && a.Assignee == null
                && a.Disposition != Disposition.Excepted)
            .ToListAsync();
        var parts = await OccurrencePart.OfAsync(db, [.. alerts.Select(alert => alert.Id)]);
        alerts.RemoveAll(alert => !parts[alert.Id].All(part => item.Matcher.Covers(part.Of(alert))));
        foreach (var alert in alerts)
        {
            var was = Words.Of(alert.Disposition);
            var changes = alert.Apply(Close, doing.At);
            alert.Except(item.Coverage);
            Note(db, alert, doing, [.. changes, .. Changed(was, alert, null)]);
            await InvestigationStore.FreezeAsync(db, alert, snapshot: null, doing.At);
        }

        await HideByAsync(db, [.. alerts.Select(alert => alert.Id)], itemId);
        return [.. alerts.Select(alert => (alert.Id, alert.OccurrenceCount))];
    }

    // An occurrence counts with the item that hid it last, so that all items together count each once.
    private static Task<int> HideByAsync(DetectionsDbContext db, IReadOnlyList<string> alertIds, string itemId) =>
        db.Occurrences.Where(o => alertIds.Contains(o.AlertId))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.ExceptionId, itemId));

    private async Task<bool> SetFreeAsync(
        DetectionsDbContext db, string itemId, string[] ids, bool raises, Doing doing)
    {
        var alerts = await db.Alerts.Where(a => ids.Contains(a.Id) && a.ExceptionId == itemId).ToListAsync();
        var parts = await OccurrencePart.OfAsync(db, [.. alerts.Select(alert => alert.Id)]);
        foreach (var alert in alerts)
        {
            var was = Words.Of(alert.Disposition);
            var (fate, other) = FateOf(alert, parts[alert.Id], _inForce.Current);
            if (fate is Fate.PassesOn)
            {
                alert.PassTo(other!);
                Note(db, alert, doing, Changed(was, alert, itemId));
                await HideByAsync(db, [alert.Id], other!.ItemId);
            }
            else if (fate is Fate.IsReleased && raises)
            {
                alert.Release();
                var isOurs = alert.ClosingReason is ClosingReason.AutomatedClosure;
                var changes = isOurs ? alert.Apply(Reopen, doing.At) : [];
                Note(db, alert, doing, [.. Changed(was, alert, itemId), .. changes]);
                if (isOurs) await InvestigationStore.FreezeAsync(db, alert, snapshot: null, doing.At);
            }
        }

        return true;
    }

    // The item itself keeps what it covers, whatever else does.
    private static (Fate Fate, Coverage? Other) FateOf(
        Alert alert, IEnumerable<OccurrencePart> occurrences, ExceptionIndex index)
    {
        var accesses = occurrences.Select(part => part.Of(alert)).ToList();
        if (index.Find(alert.ExceptionId!) is { } own && accesses.TrueForAll(own.Matcher.Covers))
            return (Fate.Stays, null);

        // One item for all of it: when that ends, the alert is looked at again.
        var other = index.Near(accesses[0]).Where(item => accesses.TrueForAll(item.Matcher.Covers))
            .MinBy(item => (item.Breadth.Score, item.Coverage.ItemId));
        return other is null ? (Fate.IsReleased, null) : (Fate.PassesOn, other.Coverage);
    }

    private static IReadOnlyList<FieldChange> Changed(string disposition, Alert alert, string? itemId)
    {
        FieldChange[] changes =
        [
            new("disposition", disposition, Words.Of(alert.Disposition)),
            new("exceptionId", itemId, alert.ExceptionId),
        ];
        return [.. changes.Where(change => change.From != change.To)];
    }

    private static void Note(DetectionsDbContext db, Alert alert, Doing doing, IEnumerable<FieldChange> changes) =>
        db.AlertHistory.AddRange(changes.Select(change => new AlertHistoryEntry
        {
            AlertId = alert.Id,
            Revision = alert.Revision,
            At = doing.At,
            Actor = doing.Actor,
            Field = change.Field,
            From = change.From,
            To = change.To,
        }));
}
