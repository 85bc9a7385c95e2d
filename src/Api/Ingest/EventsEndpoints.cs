using DetectionApi.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Ingest;

/// <summary>The door for events in plain JSON.</summary>
internal static class EventsEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapPost("/events", PostEvents)
            .WithName("PostEvents")
            .WithTags(Tags.Ingest)
            .WithSummary("Takes events in plain JSON.")
            .WithDescription(
                "An array of events, one event, or events one after another (NDJSON); plain or with gzip, deflate or "
                + "br. They count as sent to an index `winlogbeat-*`. The answer leaves after all that matched is on "
                + "disk. An event that cannot be read is rejected alone, with its index and the reason, and goes to "
                + "the quarantine. Posting an event again changes nothing. Beware: what matches is in the queue, "
                + "invented events as well.")
            .Accepts<object>("application/json", "text/plain", "*/*")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExamples(
                request: """
                    [{
                      "@timestamp": "2026-03-02T08:15:30.101Z",
                      "event": { "code": "10", "provider": "Microsoft-Windows-Sysmon" },
                      "host": {
                        "name": "pc-4711.example.org", "id": "0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10",
                        "os": { "type": "windows" }
                      },
                      "winlog": {
                        "channel": "Microsoft-Windows-Sysmon/Operational",
                        "computer_name": "pc-4711.example.org",
                        "record_id": 90210,
                        "event_data": {
                          "UtcTime": "2026-03-02 08:15:30.101",
                          "SourceProcessGUID": "{5a2e1c3f-3b52-67c4-0c03-000000001a00}",
                          "SourceProcessId": "6120",
                          "SourceImage": "C:\\Users\\Public\\updater.exe",
                          "TargetProcessGUID": "{5a2e1c3f-10aa-67c4-0c00-000000001a00}",
                          "TargetProcessId": "704",
                          "TargetImage": "C:\\Windows\\System32\\lsass.exe",
                          "GrantedAccess": "0x1010",
                          "CallTrace": "UNKNOWN(000001F3C35A0014)"
                        }
                      }
                    }]
                    """,
                response: """
                    {
                      "received": 1, "accepted": 1, "matched": 1, "newOccurrences": 1, "newOverflow": 0, "rejected": []
                    }
                    """);
    }

    private static async Task<Results<Ok<EventsResponse>, ProblemHttpResult>> PostEvents(
        HttpContext context, BatchIngest ingest)
    {
        EventsRequest? events = null;
        var (outcome, refusal) = await ingest.RunAsync(context.Request, (body, batch, cancellationToken) =>
        {
            events = new EventsRequest(batch);
            return events.ReadAsync(body, cancellationToken);
        });

        if (refusal is not null)
            return Problems.Of(
                refusal.Status, refusal.Code, "The body cannot be taken.",
                $"{char.ToUpperInvariant(refusal.Reason[0])}{refusal.Reason[1..]}.");

        var rejected = events!.Rejected;
        return TypedResults.Ok(new EventsResponse(
            events.Received, events.Received - rejected.Count, events.Matched, outcome.NewOccurrences,
            outcome.NewOverflow, rejected));
    }
}
