using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What lists and counts ask of alerts, in memory: a table of narrow columns that follows the store.</summary>
/// <remarks>
/// About 150 bytes an alert. It never knows less than what this process stored before it was asked. It reads the store
/// once after the start, then only what changes.
/// </remarks>
public sealed class AlertIndex : IDisposable
{
    private const int RowsPerRead = 4_000;

    /// <summary>How long a question waits for the first reading of the store.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
