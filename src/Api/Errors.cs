using System.Text.Json;
using DetectionApi.Api.Http;
using DetectionApi.Api.Shippers;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Api;

/// <summary>
/// Puts what went wrong outside of the endpoints into words: for shippers in Elasticsearch's, else as a problem.
/// </summary>
internal static class Errors
{
    private const string RetryAfterSeconds = "5";

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerExceptionAsync,

            // A client's mistake is not an error of ours, and its stack trace helps nobody.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => AnswerStatusAsync(context.HttpContext));
    }

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        switch (context.Features.Get<IExceptionHandlerFeature>()?.Error)
        {
            case BadHttpRequestException bad:
                return WriteAsync(
                    context, bad.StatusCode, "bad-request", "The request cannot be understood.", Explain(bad));
            case SqliteException or { InnerException: SqliteException }:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The store does not answer.",
                    "Nothing of the request was stored. Send it again later; the service's log says what is wrong.");
            default:
                return WriteAsync(
                    context, StatusCodes.Status500InternalServerError, "internal-error", "The service failed.",
                    $"This is our fault. Look for {context.TraceIdentifier} in the service's log.");
        }
    }

    private static Task AnswerStatusAsync(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(
                context, StatusCodes.Status404NotFound, "not-found", "There is no such address.",
                $"Nothing answers at {request.Path}; /openapi/v1.json lists what does."),
            StatusCodes.Status405MethodNotAllowed => WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, "method-not-allowed",
                "The address exists, the method does not.",
                $"{request.Path} does not answer to {request.Method}; allowed: {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => WriteAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type",
                "The body is of an unknown type.",
                $"Content-Type is '{request.ContentType}'; send application/json."),
            var status => WriteAsync(context, status, "refused", "The request was refused.", $"HTTP status {status}."),
        };
    }

    private static string Explain(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"The body cannot be read at {json.Path ?? "$"}: {json.Message}"
        : bad.Message;

    private static Task WriteAsync(HttpContext context, int status, string code, string title, string detail) =>
        ShipperAnswers.AreDueTo(context.Request)
            ? ShipperAnswers.WriteErrorAsync(context, status, code.Replace('-', '_') + "_exception", detail)
            : Problems.Of(status, code, title, detail).ExecuteAsync(context);
}
