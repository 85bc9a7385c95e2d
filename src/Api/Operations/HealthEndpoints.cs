using DetectionApi.Api.Http;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Operations;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>ok</c>.</param>
internal sealed record HealthResponse(string Status)
{
    public static readonly HealthResponse Ok = new("ok");
}

/// <summary>For supervisors and load balancers.</summary>
internal static class HealthEndpoints
{
    private const string Example = """{ "status": "ok" }""";

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
            .WithExamples(response: Example)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<HealthResponse>> GetReadiness(
        DetectionsDatabase database, CancellationToken cancellationToken)
    {
        await database.ProbeAsync(cancellationToken);
        return TypedResults.Ok(HealthResponse.Ok);
    }
}
