using DetectionApi.Api.Access;
using DetectionApi.Api.Shippers;
using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Audit;

/// <summary>Which requests would change something of ours.</summary>
internal static class ChangingRoutes
{
    /// <summary>The name of the endpoint if it changes something of ours; else null.</summary>
    public static string? NameOf(HttpRequest request, Endpoint? endpoint) =>
        MayChange(request) && endpoint is not null && AccessMatrix.Of(endpoint) is { } needed && IsToChange(needed)
            ? EndpointNameOf(endpoint)
            : null;

    /// <summary>
    /// Whether somebody tried to change something of ours, be it at an address that does not answer to that.
    /// </summary>
    public static bool IsTried(HttpRequest request, Endpoint? endpoint) => MayChange(request)
        && (endpoint is null || AccessMatrix.Of(endpoint) is not { } needed || IsToChange(needed));

    /// <summary>The name of an endpoint; null for what only says that there is none.</summary>
    public static string? EndpointNameOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    private static bool MayChange(HttpRequest request) => !ShipperAnswers.AreDueTo(request)
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method);

    // Previews take bodies, too, and change nothing; events are no changes but what all is about.
    private static bool IsToChange(Permission needed) => needed is not (
        Permission.Open or Permission.Read or Permission.Ingest);
}
