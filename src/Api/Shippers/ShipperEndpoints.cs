using DetectionApi.Api.Http;

namespace DetectionApi.Api.Shippers;

/// <summary>The whole side that speaks Elasticsearch, at the root and once more under a prefix.</summary>
internal static class ShipperEndpoints
{
    private const string Prefix = "/elasticsearch";

    public static void MapShippers(this IEndpointRouteBuilder app)
    {
        foreach (var prefix in (string[])["", Prefix])
        {
            var shippers = app.MapGroup(prefix);
            shippers
                .WithPath("index", "The index.")
                .WithPath("name", "Its name.")
                .WithPath("id", "Its name.");
            shippers.MapHandshake();
            shippers.MapBulk();
            shippers.MapDocuments();
            if (prefix.Length > 0) AsSecondName(shippers);
        }
    }

    // Names of endpoints are unique, and the document describes each thing once.
    private static void AsSecondName(RouteGroupBuilder group)
    {
        group.ExcludeFromDescription();
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<EndpointNameMetadata>().LastOrDefault() is { } name)
                endpoint.Metadata.Add(new EndpointNameMetadata(name.EndpointName + "UnderPrefix"));
        });
    }
}
