using System.Text.Json.Nodes;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Operations;

/// <summary>The OpenAPI document: what the framework finds, completed by what endpoints say of themselves.</summary>
internal static class OpenApiDocumentation
{
    public const string DocumentName = "v1";

    public static IServiceCollection AddDocumentation(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(Introduce);
            options.AddOperationTransformer(AddParameters);
            options.AddOperationTransformer(AddExamples);
            options.AddSchemaTransformer(DescribeRawJson);
        });

    private static Task Introduce(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // Without servers the document is the same wherever it is read, and clients take the address they read it from.
        document.Servers = [];
        document.Info = new OpenApiInfo
        {
            Title = "DetectionApi",
            Version = DocumentName,
            Description =
                "Finds processes that open other processes without going through Windows' own system-call layer. "
                + "Shippers post events as they would to Elasticsearch; analysts find one alert per behaviour.\n\n"
                + "Lists answer `{\"items\": […], \"nextCursor\": …}`. What can change carries an `ETag`, and changing "
                + "it takes `If-Match`. Errors are problems (RFC 9457) with a stable `type` and, in `errors`, every "
                + "fault with its place.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Tags = new HashSet<OpenApiTag>(
            Tags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        return Task.CompletedTask;
    }

    private static Task AddParameters(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = SchemaOf(parameter),
            });

        if (metadata.OfType<EndpointDescription.IfMatchRequired>().Any())
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = true,
                Description = "The `ETag` that the last read answered, with its quotation marks.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = "\"1\"",
            });

        return Task.CompletedTask;
    }

    private static OpenApiSchema SchemaOf(QueryParameter parameter)
    {
        var single = new OpenApiSchema
        {
            Type = parameter.IsInteger ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Format,
            Enum = parameter.Words is { } words ? [.. words.Select(word => JsonValue.Create(word))] : null,
        };
        return parameter.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = single } : single;
    }

    private static Task AddExamples(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var examples in context.Description.ActionDescriptor.EndpointMetadata.OfType<Examples>())
        {
            SetExample(operation.RequestBody?.Content, examples.Request);
            SetExample(operation.Responses?.GetValueOrDefault("200")?.Content, examples.Response);
        }

        return Task.CompletedTask;
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string? example)
    {
        if (content is null || example is null) return;
        foreach (var (contentType, media) in content)
            media.Example = contentType.EndsWith("ndjson", StringComparison.Ordinal)
                ? JsonValue.Create(example)
                : Parse(example);
    }

    // A bulk body is lines of JSON even where shippers call it application/json.
    private static JsonNode? Parse(string example)
    {
        try
        {
            return JsonNode.Parse(example);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(example);
        }
    }

    private static Task DescribeRawJson(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(RawJson))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Description = "The event as it came.";
            schema.Properties?.Clear();
        }

        return Task.CompletedTask;
    }
}
