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

    /// <summary>Writes when it is its turn.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
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
