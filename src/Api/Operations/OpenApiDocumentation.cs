using System.Net;
using System.Text.RegularExpressions;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Operations;

/// <summary>The OpenAPI document: what the framework finds, completed by what endpoints say of themselves.</summary>
internal static partial class OpenApiDocumentation
{
    public const string DocumentName = "v1";

    public static IServiceCollection AddDocumentation(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = OpenApiSchemas.NameOf;
            options.AddSchemaTransformer(OpenApiSchemas.Complete);
            options.AddOperationTransformer(OpenApiOperations.Complete);
            options.AddDocumentTransformer(Introduce);
            options.AddDocumentTransformer(Tidy);
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

    // Descriptions are taken from the sources with their line breaks and entities.
    private static Task Tidy(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
        {
            schema.Description = Tidy(schema.Description);
            foreach (var property in schema.Properties?.Values ?? [])
                property.Description = Tidy(property.Description);
        }

        return Task.CompletedTask;
    }

    private static string? Tidy(string? description) =>
        description is null ? null : WebUtility.HtmlDecode(LineBreak().Replace(description, " "));

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
