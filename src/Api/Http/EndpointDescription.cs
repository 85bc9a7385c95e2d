namespace DetectionApi.Api.Http;

/// <summary>The query parameters that an endpoint reads.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

/// <summary>What a part of an endpoint's path stands for.</summary>
internal sealed record PathParameter(string Name, string Description, string? Example);

/// <summary>A header that an endpoint reads.</summary>
internal sealed record RequestHeader(string Name, string Description, string? Example = null, bool IsRequired = false);

/// <summary>A header of the answers that show something.</summary>
internal sealed record AnswerHeader(string Name, string Description);

/// <summary>What a request and its answer look like; null if there is nothing to show.</summary>
internal sealed record Examples(string? Request, string? Response);

/// <summary>What the answer 422 of an endpoint looks like.</summary>
internal sealed record RefusalExample(string Json);

/// <summary>What the OpenAPI document says of an endpoint beyond what its signature tells.</summary>
internal static class EndpointDescription
{
    /// <summary>Of lists that show whole events or documents.</summary>
    public const string PagesOfDocuments =
        "A page whose documents come to 16 MiB ends there, also before `limit`: `nextCursor` tells whether it goes on.";

    private static readonly RequestHeader IfMatch = new(
        "If-Match",
        "The `ETag` that the last read answered, with its quotation marks; `*` for whatever state there is.", "\"1\"",
        IsRequired: true);

    private static readonly AnswerHeader ETag = new("ETag", "The state that the answer shows; `If-Match` takes it.");

    /// <summary>Describes the query parameters.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> all) =>
        endpoint.WithMetadata(new QueryParameters(all)).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Describes a part of the path.</summary>
    public static TBuilder WithPath<TBuilder>(
        this TBuilder endpoint, string name, string description, string? example = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new PathParameter(name, description, example));

    /// <summary>Describes a header of the request.</summary>
    public static RouteHandlerBuilder WithHeader(this RouteHandlerBuilder endpoint, RequestHeader header) =>
        endpoint.WithMetadata(header);

    /// <summary>Shows an example of the request's body, of the answer's, or of both.</summary>
    public static RouteHandlerBuilder WithExamples(
        this RouteHandlerBuilder endpoint, string? request = null, string? response = null) =>
        endpoint.WithMetadata(new Examples(request, response));

    /// <summary>Shows an example of a refusal.</summary>
    public static TBuilder WithRefusal<TBuilder>(this TBuilder endpoint, string refusal)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RefusalExample(refusal));

    /// <summary>Says that the answer carries an <c>ETag</c>.</summary>
    public static RouteHandlerBuilder AnswersETag(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(ETag);

    /// <summary>Says that a change needs <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder RequiresIfMatch(this RouteHandlerBuilder endpoint, string? example = null) =>
        endpoint
        .WithHeader(example is null ? IfMatch : IfMatch with { Example = example })
        .AnswersETag()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
