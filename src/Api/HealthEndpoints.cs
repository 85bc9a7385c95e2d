using DetectionApi.Api.Http;
using DetectionApi.Api.Rules;
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
/// <param name="Status"><c>ok</c>.</param>
/// <param name="ActiveRules">How many rules judge. With none, all is acknowledged and nothing found.</param>
/// <param name="UnwatchedIndices">
/// Indices that events were sent for since the rules were set, and that no active rule looks at.
/// </param>
internal sealed record ReadinessResponse(string Status, int ActiveRules, IReadOnlyList<string> UnwatchedIndices);

/// <summary>For supervisors and load balancers.</summary>
internal static class HealthEndpoints
{
    private const string Example = """{ "status": "ok" }""";

    private const string ReadyExample =
        """{ "status": "ok", "activeRules": 1, "unwatchedIndices": ["vector-2026.03.02"] }""";

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
            .WithDescription("Tells also what is sent and judged by nobody.")
            .WithExamples(response: ReadyExample)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<ReadinessResponse>> GetReadiness(
        DetectionsDatabase database, RuleBook rules, CancellationToken cancellationToken)
    {
        await database.ProbeAsync(cancellationToken);
        var inForce = rules.Current;
        return TypedResults.Ok(new ReadinessResponse("ok", inForce.Detector.RuleCount, inForce.UnwatchedIndices));
    }
}
