namespace DetectionApi.Api.Http;

/// <summary>The query parameters that an endpoint reads.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

/// <summary>What a request and its answer look like; null if there is nothing to show.</summary>
internal sealed record Examples(string? Request, string? Response);

/// <summary>What the OpenAPI document says of an endpoint beyond what its signature tells.</summary>
internal static class EndpointDescription
{
    /// <summary>Describes the query parameters.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> all) =>
        endpoint.WithMetadata(new QueryParameters(all)).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Shows an example of the request's body, of the answer's, or of both.</summary>
    public static RouteHandlerBuilder WithExamples(
        this RouteHandlerBuilder endpoint, string? request = null, string? response = null) =>
        endpoint.WithMetadata(new Examples(request, response));

    /// <summary>Says that a change needs <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder RequiresIfMatch(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(IfMatchRequired.Instance)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>Marks an endpoint whose changes need <c>If-Match</c>.</summary>
    internal sealed class IfMatchRequired
    {
        public static readonly IfMatchRequired Instance = new();
    }
}
