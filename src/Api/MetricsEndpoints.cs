using DetectionApi.Api.Http;
using DetectionApi.Api.Telemetry.Prometheus;

namespace DetectionApi.Api;

/// <summary>What the service measures, for Prometheus.</summary>
internal static class MetricsEndpoints
{
    private const string Example =
        """
        # HELP detection_events_total Events that were judged, unreadable ones included.
        # TYPE detection_events_total counter
        detection_events_total 4096

        """;

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", GetMetrics)
        .WithName("GetMetrics")
        .WithTags(Tags.Health)
        .WithSummary("What the service measures, in Prometheus' text form.")
        .WithDescription(
            "Counters from the start of the process on, times as histograms, and what is now: queues, the files of the "
            + "store, alarms. `docs/operations.md` says what each of them means. The same goes to a collector by "
            + "OTLP if `Telemetry:OtlpEndpoint` names one.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .WithExamples(response: Example);

    private static async Task<IResult> GetMetrics(
        ServiceWatch watch, MetricsPage page, CancellationToken cancellationToken)
    {
        await watch.LookUpAsync(cancellationToken);
        watch.LookForAlarms();
        return Results.Text(page.Write(), MetricsPage.ContentType);
    }
}
