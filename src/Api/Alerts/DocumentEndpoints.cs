using DetectionApi.Api.Http;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Alerts;

/// <summary>Alerts for programs that know Kibana's.</summary>
internal static class DocumentEndpoints
{
    private const string Example = """
        {
          "@timestamp": "2026-03-02T08:15:40.000Z",
          "event.action": ["ProcessAccess"], "event.category": ["process"], "event.code": "10", "event.kind": "signal",
          "host.id": "0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10", "host.name": "pc-4711.example.org",
          "kibana.alert.ancestors": [
            { "depth": 0, "id": "c0a8b1f24d5e6f708192a3b4c5d6e7f8", "index": "", "type": "event" }
          ],
          "kibana.alert.depth": 1,
          "kibana.alert.original_event.code": "10",
          "kibana.alert.original_event.kind": "event",
          "kibana.alert.reason": "On pc-4711.example.org, updater.exe (process 6120) opened lsass.exe (process 704) …",
          "kibana.alert.risk_score": 73,
          "kibana.alert.rule.name": "Suspicious Process Access via Direct System Call",
          "kibana.alert.rule.uuid": "2dd480be-1263-4d9c-8672-172928f6789a",
          "kibana.alert.severity": "high",
          "kibana.alert.suppression.docs_count": 2,
          "kibana.alert.uuid": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123",
          "kibana.alert.workflow_status": "open",
          "process.executable": "C:\\Users\\Public\\updater.exe", "process.name": "updater.exe", "process.pid": 6120,
          "user.domain": "EXAMPLE", "user.name": "m.weber",
          "winlog.event_data.TargetImage": "C:\\Windows\\System32\\lsass.exe"
        }
        """;

    public static void MapDocument(this IEndpointRouteBuilder alerts) => alerts.MapGet("/{id}/document", GetDocument)
        .WithName("GetAlertDocument")
        .WithSummary("Reads one alert as a document of Kibana's detection engine.")
        .WithDescription(
            "Flat keys as Kibana's alerts have them: `kibana.alert.*` and, of the earliest event, ECS. What is unknown "
            + "is left out. Folded events count as suppressed ones; `in-progress` is `acknowledged`, for Kibana has "
            + "no other word for it any more. `@timestamp` is when the alert was made, `kibana.alert.original_time` "
            + "when it happened.")
        .WithPath("id", AlertEndpoints.AlertIdIs)
        .AnswersETag()
        .WithExamples(response: Example)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<SortedDictionary<string, object>>, ProblemHttpResult>> GetDocument(
        string id, HttpResponse response, AlertStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } alert) return AlertEndpoints.NoAlert(id);

        response.SetTag(alert.Revision);
        var first = await store.FindFirstOccurrenceAsync(alert, cancellationToken);
        return TypedResults.Ok(AlertDocument.Of(alert, first));
    }
}
