namespace DetectionApi.Api.Telemetry;

/// <summary>Watches batches on their way, and remembers when events came last.</summary>
internal sealed class BatchTelemetry(Instruments instruments, TimeProvider time)
{
    private long _lastArrival = time.GetUtcNow().UtcTicks;

    /// <summary>When events were stored last; when the service was started if none were.</summary>
    public DateTimeOffset LastArrival => new(Volatile.Read(ref _lastArrival), TimeSpan.Zero);

    /// <summary>Begins to watch a batch.</summary>
    public BatchWatch Begin(HttpRequest request) => new(this, time, Tracing.BeginBatch(request));

    /// <summary>Takes note of a batch that was stored.</summary>
    public void Stored(StoredBatch batch)
    {
        if (batch.Events > 0) Volatile.Write(ref _lastArrival, time.GetUtcNow().UtcTicks);
        instruments.Stored(batch);
    }

    /// <summary>Takes note of a batch of which nothing was taken.</summary>
    public void NotStored(int status, long bytes) => instruments.NotStored(status, bytes);
}
