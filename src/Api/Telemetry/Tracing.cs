using System.Diagnostics;

namespace DetectionApi.Api.Telemetry;

/// <summary>Traces: what became of a batch, and of a message to a webhook. Nothing is made while nobody asks.</summary>
/// <remarks>No attribute holds anything of an event, and none a secret or an address.</remarks>
internal static class Tracing
{
    public const string SourceName = "DetectionApi";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the trace of a batch, as a part of the shipper's if it says that it has one.</summary>
    /// <returns>Null if nobody wants traces.</returns>
    public static Activity? BeginBatch(HttpRequest request)
    {
        if (!Source.HasListeners()) return null;

        // The framework's own span of the request is sent to nobody, so it must not stand between.
        Activity.Current = null;
        _ = ActivityContext.TryParse(
            request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var shippers);
        return Source.StartActivity("batch", ActivityKind.Server, shippers);
    }

    /// <summary>Begins a step of what is being done.</summary>
    public static Activity? BeginStep(string name) =>
        Activity.Current is null ? null : Source.StartActivity(name);

    /// <summary>Adds a step that is over.</summary>
    public static void AddStep(string name, Activity whole, DateTimeOffset from, TimeSpan took)
    {
        using var step = Source.StartActivity(name, ActivityKind.Internal, whole.Context, startTime: from);
        step?.SetEndTime((from + took).UtcDateTime);
    }

    /// <summary>Begins the trace of an attempt to deliver a message.</summary>
    /// <returns>Null if nobody wants traces.</returns>
    public static Activity? BeginDelivery(string target, int attempt)
    {
        if (!Source.HasListeners()) return null;

        var delivery = Source.StartActivity("webhook", ActivityKind.Client);
        return delivery?.SetTag("detection.webhook.target", target).SetTag("detection.webhook.attempt", attempt);
    }
}
