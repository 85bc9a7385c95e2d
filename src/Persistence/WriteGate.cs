namespace DetectionApi.Persistence;

/// <summary>
/// Lets one writer at a time at the database: SQLite has room for one, and waiting here costs no retries.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>
    /// How many may write or wait. Each waiting batch holds its memory, and a shipper that waits too long sends again.
    /// </summary>
    internal const int InsideMax = 64;

    private volatile bool _hasFailed;
    private int _inside;

    /// <summary>True if the last write failed.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Writes when it is its turn.</summary>
    /// <exception cref="StoreBusyException">Too many wait already.</exception>
    public async Task<T> PassAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _inside) > InsideMax
                ? throw new StoreBusyException()
                : await WriteAsync(write, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        var isWritten = false;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var written = await write();
            isWritten = true;
            return written;
        }
        finally
        {
            _hasFailed = !isWritten;
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
