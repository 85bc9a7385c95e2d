using System.Diagnostics.Tracing;

namespace DetectionApi.Api.Telemetry;

/// <summary>Brings into the log what the exporter says of its failures: by itself it is silent.</summary>
internal sealed class ExportFailures(ILogger log) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    // The exporter repeats itself with every attempt.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private DateTime? _last;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter) EnableEvents(eventSource, EventLevel.Error);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        lock (_lock)
        {
            if (eventData.TimeStamp - _last < Pause) return;
            _last = eventData.TimeStamp;
        }

        log.NotExported($"{eventData.EventName}: {string.Join(' ', eventData.Payload?.Select(ReasonOf) ?? [])}");
    }

    // An exception comes as text with its whole stack.
    private static string ReasonOf(object? part) => part?.ToString()?.Split('\n')[0].Trim() ?? "";
}
