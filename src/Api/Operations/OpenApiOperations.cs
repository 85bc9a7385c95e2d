using System.Text.Json;
using System.Text.Json.Nodes;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Operations;

/// <summary>Says of each operation in the OpenAPI document what its endpoint says of itself.</summary>
internal static class OpenApiOperations
{
    private const string Form = "multipart/form-data";

    private static readonly string[] Successes = ["200", "201"];

    public static Task Complete(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var method = context.Description.HttpMethod ?? "";
        Name(operation, metadata, method);
        AddParameters(operation, metadata);
        AddHeaders(operation, metadata);
        AddExamples(operation, metadata);
        OpenApiProblems.Show(operation, metadata.OfType<RefusalExample>().LastOrDefault()?.Json);
        ShowFile(operation);
        if (HttpMethods.IsHead(method)) LeaveOutBodies(operation);
        if (operation.RequestBody is OpenApiRequestBody body) body.Required = true;
        Sort(operation);
        return Task.CompletedTask;
    }

    // An endpoint that answers to several methods is one name and several operations, and ids of operations are unique.
    private static void Name(OpenApiOperation operation, IList<object> metadata, string method)
    {
        var isFirst = metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is not [var first, _, ..]
            || method.Equals(first, StringComparison.OrdinalIgnoreCase);
        if (!isFirst) operation.OperationId += "By" + method[0] + method[1..].ToLowerInvariant();
    }

    private static void AddParameters(OpenApiOperation operation, IList<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (var described in metadata.OfType<PathParameter>())
            if (operation.Parameters.FirstOrDefault(parameter => parameter.Name == described.Name) is { } parameter)
            {
                parameter.Description = described.Description;
                if (described.Example is { } example && parameter is OpenApiParameter shown) shown.Example = example;
            }

        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = OpenApiSchemas.Of(parameter),
            });

        foreach (var header in metadata.OfType<RequestHeader>())
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.IsRequired,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = header.Example,
            });
    }

    private static void AddHeaders(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var header in metadata.OfType<AnswerHeader>())
            foreach (var status in Successes)
                AddHeader(operation, status, header.Name, header.Description, JsonSchemaType.String);

        foreach (var later in (string[])["429", "503"])
            AddHeader(operation, later, "Retry-After", "After how many seconds to send again.", JsonSchemaType.Integer);
    }

    private static void AddHeader(
        OpenApiOperation operation, string status, string name, string description, JsonSchemaType type)
    {
        if (operation.Responses?.GetValueOrDefault(status) is not OpenApiResponse answer) return;

        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers[name] = new OpenApiHeader
        {
            Description = description,
            Schema = new OpenApiSchema { Type = type },
        };
    }

    private static void AddExamples(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var examples in metadata.OfType<Examples>())
        {
            SetExample(operation.RequestBody?.Content, examples.Request);
            foreach (var status in Successes)
                SetExample(operation.Responses?.GetValueOrDefault(status)?.Content, examples.Response);
        }
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string? example)
    {
        if (content is null || example is null) return;
        foreach (var (contentType, media) in content)
            media.Example = contentType is "text/plain" or "application/x-ndjson" || IsText(media.Schema)
                ? JsonValue.Create(AsLines(example))
                : Parse(example) ?? JsonValue.Create(example);
    }

    private static bool IsText(IOpenApiSchema? schema) => schema?.Type is JsonSchemaType.String;

    // The framework takes a form for what the endpoint reads from it.
    private static void ShowFile(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?.TryGetValue(Form, out var form) is not true) return;

        form.Example = null;
        form.Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "file" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            },
        };
    }

    private static string AsLines(string example) => Parse(example) is JsonArray array
        ? string.Concat(array.Select(element => element?.ToJsonString() + "\n"))
        : example;

    // Null for what is no JSON as a whole: a bulk body is lines of it, even where shippers call it application/json.
    private static JsonNode? Parse(string example)
    {
        try
        {
            return JsonNode.Parse(example);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Sort(OpenApiOperation operation)
    {
        var byStatus = operation.Responses?.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList() ?? [];
        operation.Responses = [];
        foreach (var (status, answer) in byStatus) operation.Responses[status] = answer;
    }

    private static void LeaveOutBodies(OpenApiOperation operation)
    {
        if (operation.Responses is not { } answers) return;
        foreach (var answer in answers.Values) answer.Content?.Clear();
    }
}
