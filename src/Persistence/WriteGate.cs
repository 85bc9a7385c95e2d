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
    public Task<T> PassAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var isWritten = false;
            try
            {
                var written = await write();
                isWritten = true;
                return written;
            }
            finally
            {
                _hasFailed = !isWritten;
            }
        },
        cancellationToken);

    /// <summary>Reads what writers change, when it is its turn; it says nothing of whether writing succeeds.</summary>
    public Task<T> LookAsync<T>(Func<T> read, CancellationToken cancellationToken) =>
        InTurnAsync(() => Task.FromResult(read()), cancellationToken);

    /// <inheritdoc cref="LookAsync{T}"/>
    public Task LookAsync(Action look, CancellationToken cancellationToken) => LookAsync(
        () =>
        {
            look();
            return true;
        },
        cancellationToken);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
