using System.Diagnostics;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Telemetry;

/// <summary>Times one batch from its request to its answer, and traces it if traces are wanted.</summary>
/// <remarks>Its trace has the steps <c>judge</c> (read and judge), <c>wait</c> and <c>commit</c>.</remarks>
internal sealed class BatchWatch(BatchTelemetry telemetry, TimeProvider time, Activity? trace) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();
    private DateTimeOffset _handedOver;
    private long _bytes;

    /// <summary>Begins the step in which the batch is read and judged.</summary>
    public Activity? BeginJudging() => trace is null ? null : Tracing.BeginStep("judge");

    /// <summary>Takes note of how long the body is, as far as it was read.</summary>
    public void Read(long bytes) => _bytes = bytes;

    /// <summary>Takes note that the batch is handed over to be stored.</summary>
    public void HandOver() => _handedOver = time.GetUtcNow();

    /// <summary>Takes note of what came of the batch.</summary>
    public void Stored(int events, int unreadable, int matches, DateTimeOffset? newestAt, RecordOutcome outcome)
    {
        telemetry.Stored(new StoredBatch(
            events, unreadable, matches, _bytes, outcome, time.GetElapsedTime(_begun), time.GetUtcNow() - newestAt));
        if (trace is null) return;

        Tracing.AddStep("wait", trace, _handedOver, outcome.Waited);
        Tracing.AddStep("commit", trace, _handedOver + outcome.Waited, outcome.Committing);
        trace.SetTag("detection.events", events)
            .SetTag("detection.quarantined", unreadable)
            .SetTag("detection.matches", matches)
            .SetTag("detection.occurrences", outcome.NewOccurrences)
            .SetTag("detection.alerts", outcome.NewAlerts)
            .SetTag("detection.bytes", _bytes);
    }

    /// <summary>Takes note that nothing of the batch was taken.</summary>
    /// <param name="status">The HTTP status with which it is refused.</param>
    public void NotStored(int status)
    {
        telemetry.NotStored(status, _bytes);
        trace?.SetTag("http.response.status_code", status)
            .SetStatus(status >= StatusCodes.Status500InternalServerError
                ? ActivityStatusCode.Error
                : ActivityStatusCode.Unset);
    }

    public void Dispose() => trace?.Dispose();
}
