using System.Text.Json.Serialization;
using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Telemetry;
using DetectionApi.Domain.Access;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>ok</c>.</param>
internal sealed record HealthResponse(string Status)
{
    public static readonly HealthResponse Ok = new("ok");
}

/// <summary>Whether events can be taken, and what of them is judged.</summary>
/// <param name="Status">
/// <c>ok</c>, or <c>alarm</c> if something should be looked at while events are taken as ever.
/// </param>
/// <param name="Alarms">What should be looked at.</param>
/// <param name="ActiveRules">How many rules judge. With none, all is acknowledged and nothing found.</param>
/// <param name="UnwatchedIndices">
/// Indices that events were sent for since the rules were set, and that no active rule looks at.
/// </param>
/// <param name="Store">The files of the store: how large they are, and what the last check of them found.</param>
/// <remarks>Where keys are needed, whoever shows none that may read is told the status and nothing else.</remarks>
internal sealed record ReadinessResponse(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<AlarmResponse>? Alarms = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    int? ActiveRules = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<string>? UnwatchedIndices = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<StoreFileResponse>? Store = null);

/// <summary>For supervisors and load balancers.</summary>
internal static class HealthEndpoints
{
    private const string Example = """{ "status": "ok" }""";

    private const string ReadyExample =
        """
        {
          "status": "alarm",
          "alarms": [
            {
              "code": "nothing-arrived",
              "detail":
                "No event that could be taken arrived for 21 minutes: look whether shippers run and reach the service.",
              "since": "2026-03-02T08:36:05.000Z"
            }
          ],
          "activeRules": 1, "unwatchedIndices": ["vector-2026.03.02"],
          "store": [
            {
              "name": "detections.db", "bytes": 52428800, "walBytes": 4152992, "integrity": "ok",
              "checkedAt": "2026-03-02T08:15:35.000Z"
            }
          ]
        }
        """;

    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags(Tags.Health);

        health.MapMethods("/live", GetOrHead, () => TypedResults.Ok(HealthResponse.Ok))
            .WithName("GetLiveness")
            .WithSummary("Answers as long as the process runs.")
            .WithExamples(response: Example);

        health.MapMethods("/ready", GetOrHead, GetReadiness)
            .WithName("GetReadiness")
            .WithSummary("Answers 200 if the store can be read and written, so that events can be taken.")
            .WithDescription(
                "Tells also what is sent and judged by nobody, and how the files of the store are. They are checked "
                + "soon after the start and once a day; a damaged one makes it 503, and the problem says why. Alarms "
                + "leave it at 200: a load balancer must not take away the only instance because nothing arrives. "
                + "Where keys are needed, who shows none that may read is told the status only.")
            .WithExamples(response: ReadyExample)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<ReadinessResponse>, ProblemHttpResult>> GetReadiness(
        HttpContext context, DetectionsDatabase database, StoreHealth store, RuleBook rules, ServiceWatch watch,
        CancellationToken cancellationToken)
    {
        var mayRead = Callers.Find(context)?.May(Permission.Read) is true;
        if (store.Damage is [_, ..] damage)
            return Problems.Unavailable(
                "The store is damaged.",
                mayRead
                    ? damage.Select(finding => new Fault("store-damaged", finding))
                    : [new Fault("store-damaged", "The service's log says which file, and what is wrong.")]);

        await database.ProbeAsync(cancellationToken);
        var (inForce, alarms) = (rules.Current, watch.LookForAlarms());
        var status = alarms.Count == 0 ? "ok" : "alarm";
        if (!mayRead) return TypedResults.Ok(new ReadinessResponse(status));

        return TypedResults.Ok(new ReadinessResponse(
            status, alarms, inForce.Detector.RuleCount, inForce.UnwatchedIndices,
            store.Files()));
    }
}
