namespace DetectionApi.Persistence;

/// <summary>
/// Lets one writer at a time at the database: SQLite has room for one, and waiting here costs no retries.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    private volatile bool _hasFailed;

    /// <summary>True if the last write failed.</summary>
    public bool HasFailed => _hasFailed;

    public async Task<T> PassAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _hasFailed = true;
            var written = await write();
            _hasFailed = false;
            return written;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
