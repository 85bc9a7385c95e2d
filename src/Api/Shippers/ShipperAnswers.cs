using System.Text.Json;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Shippers;

/// <summary>What all answers to shippers have in common.</summary>
internal static class ShipperAnswers
{
    // Elasticsearch's own plain type: some clients compare it to the letter.
    public const string ContentType = "application/json";

    private static readonly string[] OurOwn = ["/api", "/health", "/metrics", "/openapi", "/swagger"];

    /// <summary>True unless the path is one of our own interface: shippers have all the rest.</summary>
    public static bool AreDueTo(HttpRequest request) =>
        !Array.Exists(OurOwn, own => request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

    /// <summary>Logstash and Elastic's own clients refuse any answer without this header, errors included.</summary>
    public static IApplicationBuilder UseElasticsearchProductHeader(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (AreDueTo(context.Request))
                context.Response.OnStarting(
                    static response =>
                    {
                        ((HttpResponse)response).Headers["X-Elastic-Product"] = "Elasticsearch";
                        return Task.CompletedTask;
                    },
                    context.Response);
            return next(context);
        });

    /// <summary>An error in Elasticsearch's form.</summary>
    public static JsonHttpResult<ElasticsearchError> Error(int status, string type, string reason) =>
        TypedResults.Json(
            ElasticsearchError.Of(status, type, reason), (JsonSerializerOptions?)null, ContentType, status);

    /// <summary>Answers with an error in Elasticsearch's form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">Elasticsearch's word for it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="code">Our own word for it, for the record; null if there is none.</param>
    public static Task WriteErrorAsync(
        HttpContext context, int status, string type, string reason, string? code = null)
    {
        RefusalNote.Keep(context, new RefusalNote(code ?? type));
        context.Response.StatusCode = status;

        // Without a token of ours it passes over somebody who has left: that is no failure to be logged.
        return context.Response.WriteAsJsonAsync(
            ElasticsearchError.Of(status, type, reason), (JsonSerializerOptions?)null, ContentType);
    }

    /// <summary>Names an endpoint of this side.</summary>
    public static RouteHandlerBuilder AsShipperEndpoint(
        this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary).WithTags(Tags.Shippers);
}
