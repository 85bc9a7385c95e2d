using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What lists and counts ask of alerts, in memory: a table of narrow columns that follows the store.</summary>
/// <remarks>
/// Some 250 bytes an alert. It never knows less than what this process stored before it was asked. It reads the store
/// once after the start, then only what changes. Names longer than 1,024 characters are compared by, and shown with,
/// their first 1,024: otherwise whoever sends events would say how much memory it takes.
/// </remarks>
public sealed class AlertIndex : IDisposable
{
    private const int RowsPerRead = 4_000;

    /// <summary>How long a question waits for the first reading of the store.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly AlertFilter Everything = new();

    private readonly AlertRowReader _reader;
    private readonly AlertFeed _feed;
    private readonly AlertTable _table = new();
    private readonly StandingResults _standing = new();
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private long _seen;
    private volatile bool _isWhole;

    internal AlertIndex(IDbContextFactory<DetectionsDbContext> contexts, AlertFeed feed) =>
        (_reader, _feed) = (new AlertRowReader(contexts), feed);

    private bool IsCurrent => _isWhole && Volatile.Read(ref _seen) >= _feed.Latest;

    /// <summary>Follows the store until it is told to stop.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await CatchUpAsync(Timeout.InfiniteTimeSpan, cancellationToken);
            await _feed.WaitAsync(Volatile.Read(ref _seen), cancellationToken);
        }
    }

    /// <summary>How many alerts a filter lets through, by fields and over time.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public Task<AlertSummary> SummariseAsync(
        AlertFilter filter, SummaryQuestion question, DateTimeOffset now, CancellationToken cancellationToken) =>
        AskAsync(
            (table, standing) => standing.Get(
                "summary", filter, (question.Fields, question.Interval),
                () => new AlertTally(filter, question, table)).Show(filter, question.Top, now),
            cancellationToken);

    /// <summary>The patterns of the alerts that a filter lets through, worst first.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<IReadOnlyList<PatternSummary>> PatternsAsync(
        AlertFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var patterns = await AskAsync(
            (table, standing) => BoardOf(filter, table, standing).Show(now), cancellationToken);
        return [.. patterns.OrderBy(PatternPosition.Of, PatternPosition.WorstFirst)];
    }

    /// <summary>Where and how often a pattern occurred, whatever became of its alerts.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public Task<PatternRecurrence> RecurrenceAsync(string patternId, CancellationToken cancellationToken) => AskAsync(
        (table, standing) => BoardOf(Everything, table, standing).RecurrenceOf(table.FindPattern(patternId)),
        cancellationToken);

    /// <summary>Other alerts of the same account, host, program or pattern at about the same time.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="within">How long before its first and after its last event.</param>
    /// <param name="limit">How many at most: those that tell most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public Task<RelatedAlerts> RelatedAsync(
        string alertId, TimeSpan within, int limit, CancellationToken cancellationToken) => AskAsync(
        (table, _) => AlertRelations.RelatedTo(table, alertId, within, limit), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        _following.Dispose();
    }

    /// <summary>Asks something of the rows, which do not change meanwhile.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    internal async Task<T> AskAsync<T>(
        Func<AlertTable, StandingResults, T> ask, CancellationToken cancellationToken)
    {
        await CatchUpAsync(Patience, cancellationToken);
        _lock.EnterReadLock();
        try
        {
            return ask(_table, _standing);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private static PatternBoard BoardOf(AlertFilter filter, AlertTable table, StandingResults standing) =>
        standing.Get("patterns", filter, default(int), () => new PatternBoard(filter, table));

    private async Task CatchUpAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (IsCurrent) return;
        if (!await _following.WaitAsync(patience, cancellationToken)) throw new IndexNotReadyException();

        try
        {
            while (!IsCurrent) await ReadOnAsync(cancellationToken);
        }
        finally
        {
            _following.Release();
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        // Stored before the rows are read, so among them.
        var latest = _feed.Latest;
        var rows = await _reader.AfterAsync(_seen, RowsPerRead, cancellationToken);
        Put(rows);
        if (rows.Count > 0) Volatile.Write(ref _seen, rows[^1].ChangeNumber);
        if (rows.Count == RowsPerRead) return;

        Volatile.Write(ref _seen, Math.Max(_seen, latest));
        _isWhole = true;
    }

    private void Put(IReadOnlyList<AlertRow> rows)
    {
        _lock.EnterWriteLock();
        try
        {
            var standing = _standing.All;
            foreach (var row in rows) _table.Put(row, standing);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
