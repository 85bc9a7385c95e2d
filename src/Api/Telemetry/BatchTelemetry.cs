using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Telemetry;

/// <summary>Watches batches on their way, and remembers when events came last and what came of them.</summary>
internal sealed class BatchTelemetry(
    Instruments instruments, IOptions<TelemetryOptions> options, TimeProvider time)
{
    private readonly RecentArrivals _arrivals = new(options.Value.RefusedWithinMinutes());
    private long _lastArrival = time.GetUtcNow().UtcTicks;

    /// <summary>When events were taken last; when the service was started if none were.</summary>
    public DateTimeOffset LastArrival => new(Volatile.Read(ref _lastArrival), TimeSpan.Zero);

    /// <summary>What came within the minutes after which silence is an alarm.</summary>
    public Arrivals Lately => _arrivals.At(time.GetUtcNow());

    /// <summary>Begins to watch a batch.</summary>
    public BatchWatch Begin(HttpRequest request) => new(this, time, Tracing.BeginBatch(request));

    /// <summary>Takes note of a batch that was stored.</summary>
    public void Stored(StoredBatch batch)
    {
        var now = time.GetUtcNow();
        if (batch.Events > batch.Unreadable) Volatile.Write(ref _lastArrival, now.UtcTicks);
        if (batch.Events > 0) _arrivals.Add(now, batch.Events, batch.Unreadable);
        instruments.Stored(batch);
    }

    /// <summary>Takes note of a batch of which nothing was taken.</summary>
    public void NotStored(int status, long bytes) => instruments.NotStored(status, bytes);
}
