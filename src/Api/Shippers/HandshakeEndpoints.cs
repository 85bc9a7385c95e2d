using System.Text.Json.Nodes;
using DetectionApi.Api.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Shippers;

/// <summary>
/// What shippers ask of Elasticsearch before they send anything. The answers are made up, and all are here.
/// </summary>
/// <remarks>
/// Everything that a shipper looks for exists already: so it uploads no templates, policies and pipelines, and there is
/// no state to keep but events. What it uploads nevertheless is acknowledged and dropped.
/// </remarks>
internal static class HandshakeEndpoints
{
    private const string Text = "text/plain";

    private static readonly string[] Get = [HttpMethods.Get];
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];
    // Elasticsearch's own names begin with an underscore, and one that is not known here must not pass for an index.
    private const string Index = "/{index:regex(^[^_.].*$)}";

    private static readonly string[] Put = [HttpMethods.Put];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] PutOrDelete = [HttpMethods.Put, HttpMethods.Delete];

    public static void MapHandshake(this RouteGroupBuilder shippers)
    {
        MapCluster(shippers);
        MapTemplates(shippers);
        MapIndices(shippers);
    }

    private static void MapCluster(RouteGroupBuilder shippers)
    {
        shippers.MapMethods("/", GetOrHead, (HttpRequest request, ClusterIdentity identity) => Info(request, identity))
            .AsHandshake("GetClusterInfo", "Says which Elasticsearch this stands in for.");
        shippers.MapMethods("/_license", Get, (ClusterIdentity identity) => License(identity))
            .AsHandshake("GetLicense", "Says that the license is active.");
        shippers.MapMethods("/_xpack", Get, () => Json(Features()))
            .AsHandshake("GetFeatures", "Says which features of Elasticsearch there are.");
        shippers.MapMethods("/_cluster/health", Get, () => Json(Health()))
            .AsHandshake("GetClusterHealth", "Says that the cluster is well.");
        shippers.MapMethods("/_cat/health", GetOrHead,
                () => TypedResults.Text($"0 00:00:00 {ClusterIdentity.Name} green 1 1\n"))
            .AsHandshake("GetClusterHealthLine", "Says that the cluster is well, in a line.", Text);
        shippers.MapMethods("/_nodes/http", Get,
                (HttpRequest request, ClusterIdentity identity) => Nodes(request, identity))
            .AsHandshake("GetNodes", "Names this service as the only node.");
        shippers.MapMethods("/_monitoring/bulk", Post,
                () => Json(new() { ["took"] = 0, ["ignored"] = true, ["errors"] = false }))
            .AsHandshake("PostMonitoring", "Takes what a shipper says of itself, and drops it.");
    }

    private static void MapTemplates(RouteGroupBuilder shippers)
    {
        foreach (var (path, name) in (ReadOnlySpan<(string, string)>)
        [
            ("_index_template", "IndexTemplate"),
            ("_template", "Template"),
            ("_component_template", "ComponentTemplate"),
        ])
        {
            shippers.MapMethods($"/{path}/{{name}}", GetOrHead,
                    (string name) => Json(new() { [name] = new JsonObject() }))
                .AsHandshake($"Get{name}", "Says that the template exists.");
            shippers.MapMethods($"/{path}/{{name}}", Put, (string name) => Acknowledged())
                .AsHandshake($"Put{name}", "Acknowledges the template and drops it.");
        }

        // Beats 7 look for the name in the text.
        shippers.MapMethods("/_cat/templates/{name}", Get, (string name) => TypedResults.Text($"{name} [{name}-*] 1\n"))
            .AsHandshake("GetTemplateLine", "Says that the template exists, in a line.", Text);
        shippers.MapMethods("/_ilm/policy/{name}", GetOrHead, (string name) => Json(Policy(name)))
            .AsHandshake("GetPolicy", "Says that the lifecycle policy exists.");
        shippers.MapMethods("/_ilm/policy/{name}", Put, (string name) => Acknowledged())
            .AsHandshake("PutPolicy", "Acknowledges the lifecycle policy and drops it.");
        shippers.MapMethods("/_ingest/pipeline/{id}", Get,
                (string id) => Json(new() { [id] = new JsonObject { ["processors"] = new JsonArray() } }))
            .AsHandshake("GetPipeline", "Says that the ingest pipeline exists.");
        shippers.MapMethods("/_ingest/pipeline/{id}", PutOrDelete, (string id) => Acknowledged())
            .AsHandshake("ChangePipeline", "Acknowledges the ingest pipeline and drops it.");
    }

    private static void MapIndices(RouteGroupBuilder shippers)
    {
        shippers.MapMethods("/_data_stream/{name}", GetOrHead, (string name) => Json(DataStream(name)))
            .AsHandshake("GetDataStream", "Says that the data stream exists.");
        shippers.MapMethods("/_data_stream/{name}", Put, (string name) => Acknowledged())
            .AsHandshake("PutDataStream", "Acknowledges the data stream.");
        shippers.MapMethods("/_data_stream/{name}/_lifecycle", Put, (string name) => Acknowledged())
            .AsHandshake("PutDataStreamLifecycle", "Acknowledges the lifecycle of a data stream.");
        shippers.MapMethods("/_alias/{name}", GetOrHead, (string name) => Json(Alias(name)))
            .AsHandshake("GetAlias", "Says that the alias exists.");

        // To Beats 7 an index of the alias's own name would be an error.
        shippers.MapMethods(Index, GetOrHead, (string index) => TypedResults.NotFound())
            .AsShipperEndpoint("GetIndex", "Says that there is no index of that name, only an alias.")
            .Produces<ElasticsearchError>(StatusCodes.Status404NotFound, ShipperAnswers.ContentType);
        shippers.MapMethods(Index, Put, async (string index, HttpRequest request, WaitingBytes waiting) =>
                await IndexDefinition.RefusalAsync(request, waiting) is { } refusal
                    ? (IResult)ShipperAnswers.Error(refusal.Status, refusal.ElasticsearchType, refusal.Reason)
                    : Json(new()
                    {
                        ["acknowledged"] = true,
                        ["shards_acknowledged"] = true,
                        ["index"] = Uri.UnescapeDataString(index),
                    }))
            .AsHandshake("PutIndex", "Acknowledges the index and drops its definition.")
            .Produces<ElasticsearchError>(StatusCodes.Status400BadRequest, ShipperAnswers.ContentType);
    }

    private static RouteHandlerBuilder AsHandshake(
        this RouteHandlerBuilder endpoint, string name, string summary,
        string contentType = ShipperAnswers.ContentType) => endpoint
        .AsShipperEndpoint(name, summary)
        .Produces(StatusCodes.Status200OK, contentType == Text ? typeof(string) : typeof(object), contentType);

    private static ContentHttpResult Json(JsonObject body) =>
        TypedResults.Text(body.ToJsonString(), ShipperAnswers.ContentType);

    private static ContentHttpResult Acknowledged() => Json(new() { ["acknowledged"] = true });

    private static ContentHttpResult Info(HttpRequest request, ClusterIdentity identity) => Json(new()
    {
        ["name"] = Environment.MachineName,
        ["cluster_name"] = ClusterIdentity.Name,
        ["cluster_uuid"] = identity.Uuid,
        ["version"] = new JsonObject
        {
            ["number"] = identity.VersionFor(request),
            ["build_flavor"] = "default",
            ["build_type"] = "docker",
            ["build_hash"] = "0000000000000000000000000000000000000000",
            ["build_date"] = "2026-01-01T00:00:00.000000000Z",
            ["build_snapshot"] = false,
            ["lucene_version"] = "10.0.0",
            ["minimum_wire_compatibility_version"] = "8.0.0",
            ["minimum_index_compatibility_version"] = "8.0.0",
        },
        ["tagline"] = "You Know, for Search",
    });

    private static ContentHttpResult License(ClusterIdentity identity) => Json(new()
    {
        ["license"] = new JsonObject
        {
            ["status"] = "active",
            ["uid"] = identity.Uuid,
            ["type"] = "basic",
            ["issue_date_in_millis"] = 0,
            ["max_nodes"] = 1000,
            ["issued_to"] = ClusterIdentity.Name,
            ["issuer"] = "elasticsearch",
            ["start_date_in_millis"] = -1,
        },
    });

    private static JsonObject Features() => new()
    {
        ["features"] = new JsonObject
        {
            ["ilm"] = new JsonObject { ["available"] = true, ["enabled"] = true },
            ["monitoring"] = new JsonObject { ["available"] = false, ["enabled"] = false },
        },
        ["license"] = new JsonObject { ["status"] = "active", ["type"] = "basic" },
    };

    private static JsonObject Health() => new()
    {
        ["cluster_name"] = ClusterIdentity.Name,
        ["status"] = "green",
        ["timed_out"] = false,
        ["number_of_nodes"] = 1,
        ["number_of_data_nodes"] = 1,
    };

    private static ContentHttpResult Nodes(HttpRequest request, ClusterIdentity identity) => Json(new()
    {
        ["_nodes"] = new JsonObject { ["total"] = 1, ["successful"] = 1, ["failed"] = 0 },
        ["cluster_name"] = ClusterIdentity.Name,
        ["nodes"] = new JsonObject
        {
            [identity.Uuid] = new JsonObject
            {
                ["name"] = Environment.MachineName,
                ["version"] = identity.VersionFor(request),
                ["roles"] = new JsonArray("data", "ingest", "master"),
                ["http"] = new JsonObject { ["publish_address"] = request.Host.Value },
            },
        },
    });

    private static JsonObject Policy(string name) => new()
    {
        [name] = new JsonObject { ["version"] = 1, ["policy"] = new JsonObject { ["phases"] = new JsonObject() } },
    };

    private static JsonObject DataStream(string name) => new()
    {
        ["data_streams"] = new JsonArray(new JsonObject
        {
            ["name"] = name,
            ["timestamp_field"] = new JsonObject { ["name"] = "@timestamp" },
            ["indices"] = new JsonArray(),
            ["status"] = "GREEN",
        }),
    };

    private static JsonObject Alias(string name) => new()
    {
        [$"{name}-000001"] = new JsonObject
        {
            ["aliases"] = new JsonObject { [name] = new JsonObject { ["is_write_index"] = true } },
        },
    };
}
