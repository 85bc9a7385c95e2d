using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Operations;

/// <summary>Says of types in the OpenAPI document what the framework does not know of their JSON.</summary>
internal static class OpenApiSchemas
{
    private const string Response = "Response";

    private static readonly Dictionary<string, string> OwnNames = new()
    {
        [nameof(RawJson)] = "Event",
        [nameof(JsonObject)] = "AuditedFields",
        [nameof(ProblemDetails)] = "Problem",
        ["EventsResponse"] = "EventsOutcome",
        ["QuarantineResponse"] = "QuarantinedDocument",
    };

    private const string ProblemExample = """
        {
          "type": "urn:detection-api:problem:bad-request", "title": "The request cannot be understood.", "status": 400,
          "detail": "'new' is no status; there are open, acknowledged, in-progress, closed.", "instance": null,
          "errors": [
            {
              "code": "invalid-parameter",
              "detail": "'new' is no status; there are open, acknowledged, in-progress, closed.",
              "pointer": null, "parameter": "status"
            }
          ]
        }
        """;

    private const string ElasticsearchErrorExample = """
        {
          "error": {
            "root_cause": [
              {
                "type": "illegal_argument_exception",
                "reason": "malformed action/metadata line [3]: it is not JSON (at byte 0)"
              }
            ],
            "type": "illegal_argument_exception",
            "reason": "malformed action/metadata line [3]: it is not JSON (at byte 0)"
          },
          "status": 400
        }
        """;

    private static readonly Dictionary<string, string> OfProblem = new()
    {
        ["type"] = "What kind of problem it is, for programs; stable.",
        ["title"] = "What kind of problem it is, for people.",
        ["status"] = "The HTTP status.",
        ["detail"] = "What is wrong with this request and what to do.",
        ["instance"] = "Not used.",
    };

    /// <summary>What a type is called: <c>Alert</c>, <c>AlertList</c>; null if it has no name of its own.</summary>
    public static string? NameOf(JsonTypeInfo json)
    {
        var type = json.Type;
        if (OwnNames.TryGetValue(type.Name, out var own)) return own;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListResponse<>))
            return NameOf(type.GetGenericArguments()[0].Name) + "List";
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(json) is not { } name) return null;
        return type.DeclaringType is { } outer ? outer.Name + name : NameOf(name);
    }

    public static async Task Complete(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var isNull = plain == type ? default : JsonSchemaType.Null;

        // Written by converters, of which the framework knows nothing.
        if (plain == typeof(DateTimeOffset) || plain.IsEnum) schema.Type = JsonSchemaType.String | isNull;
        if (type.IsEnum) schema.Enum = WordsOf(plain, context.JsonTypeInfo.Options);
        if (plain.IsEnum && plain != type) await DescribeAsNeverNullAsync(schema, plain, context, cancellationToken);
        if (plain == typeof(byte[])) schema.Format = "binary";
        if (plain == typeof(Stream)) schema.Description = "The bytes of the file.";
        if (plain == typeof(RawJson)) DescribeEvent(schema);
        if (plain == typeof(JsonObject)) schema.Description = "The fields that are different, by their names.";
        if (plain == typeof(QueryFilter)) DescribeFilter(schema);
        if (plain.Name == "ElasticsearchError") schema.Examples = [JsonNode.Parse(ElasticsearchErrorExample)!];
        if (plain == typeof(ProblemDetails)) await DescribeProblemAsync(schema, context, cancellationToken);

        // Answers leave nothing out: what is unknown is null.
        if (plain.Name.EndsWith(Response, StringComparison.Ordinal) && schema.Properties is { } properties)
            schema.Required = new SortedSet<string>(properties.Keys, StringComparer.Ordinal);
    }

    public static OpenApiSchema Of(QueryParameter parameter)
    {
        var single = new OpenApiSchema
        {
            Type = parameter.Range is null ? JsonSchemaType.String : JsonSchemaType.Integer,
            Minimum = parameter.Range?.Least.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Range?.Greatest.ToString(CultureInfo.InvariantCulture),
            Format = parameter.Format,
            Enum = parameter.Words is { } words ? [.. words.Select(word => JsonValue.Create(word))] : null,
        };
        return parameter.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = single } : single;
    }

    private static string NameOf(string type) => OwnNames.GetValueOrDefault(type)
        ?? (type.EndsWith(Response, StringComparison.Ordinal) ? type[..^Response.Length] : type);

    private static void DescribeEvent(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = "The event as it came.";
        schema.Properties?.Clear();
        schema.Required?.Clear();
    }

    private static List<JsonNode> WordsOf(Type type, JsonSerializerOptions options) =>
        [.. Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type, options)!)];

    // Whether a word may be missing is said where it stands, and not of the words themselves.
    private static async Task DescribeAsNeverNullAsync(
        OpenApiSchema schema, Type type, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var known = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        (schema.Type, schema.Enum, schema.Description) = (JsonSchemaType.String, known.Enum, known.Description);
    }

    private static void DescribeFilter(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description =
            "The query parameters of the list by their names, each with a value or a list of values; all must hold.";
        schema.AdditionalPropertiesAllowed = true;
    }

    private static async Task DescribeProblemAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        schema.Description = "Why the request was refused, in the form of RFC 9457.";
        schema.Examples = [JsonNode.Parse(ProblemExample)!];
        schema.AdditionalPropertiesAllowed = true;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, description) in OfProblem)
            if (schema.Properties.TryGetValue(name, out var property)) property.Description = description;

        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "All that is wrong, each with its place; absent if the detail says it all.",
            Items = await context.GetOrCreateSchemaAsync(typeof(Fault), null, cancellationToken),
        };
    }
}
