using DetectionApi.Api.Http;
using DetectionApi.Api.Operations;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Access;

/// <summary>Says in the OpenAPI document how to show who one is, and of each operation who may do it.</summary>
internal static class AccessDocumentation
{
    private static readonly (string Name, OpenApiSecurityScheme Scheme)[] Schemes =
    [
        ("apiKey", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "Authorization",
            Description =
                "An access key, as shippers send it: `ApiKey ` and what the key's `encoded` was when it was made, "
                + "which is Base64 of `id:secret`. The word belongs to the value.",
        }),
        ("basic", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "basic",
            Description = "An access key with its id for a user and its secret for a password.",
        }),
        ("bearer", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description =
                "An access key's `encoded`, or a token of the OpenID Connect issuer that the settings name.",
        }),
    ];

    private static readonly (string Status, string Description)[] Refusals =
    [
        ("401", "It is not known who asks."), ("403", "The key or token may not do this."),
        ("429", "Too many requests were sent."),
    ];

    public static void AddAccessDocumentation(this IServiceCollection services) =>
        services.Configure<OpenApiOptions>(OpenApiDocumentation.DocumentName, options =>
        {
            options.AddOperationTransformer(SayWhoMay);
            options.AddDocumentTransformer(SayHow);
        });

    private static Task SayHow(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        foreach (var (name, scheme) in Schemes) document.Components.SecuritySchemes[name] = scheme;
        return Task.CompletedTask;
    }

    private static Task SayWhoMay(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var name = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName;
        if (AccessMatrix.Of(name) is not { } needed || needed is Permission.Open) return Task.CompletedTask;

        operation.Security =
        [
            .. Schemes.Select(scheme => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(scheme.Name, context.Document)] = [],
            }),
        ];
        var roles = Grants.RolesWith(needed).Select(role => $"`{Words.Of(role)}`").ToList();
        var whoMay = roles is [.. { Count: > 0 } others, var last]
            ? $"Once there are access keys it takes the role {string.Join(", ", others)} or {last}."
            : $"Once there are access keys it takes the role {roles[0]}.";
        operation.Description = operation.Description is { Length: > 0 } said ? $"{said}\n\n{whoMay}" : whoMay;

        var isOfShippers = metadata.OfType<ITagsMetadata>().Any(tags => tags.Tags.Contains(Tags.Shippers));
        operation.Responses ??= [];
        foreach (var (status, description) in Refusals)
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [isOfShippers ? "application/json" : "application/problem+json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(
                            isOfShippers ? "ElasticsearchError" : "Problem", context.Document),
                    },
                },
            });
        return Task.CompletedTask;
    }
}
