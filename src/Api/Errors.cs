using System.Text.Json;
using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Shippers;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

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

            // A client's mistake is not an error of ours, and where the store failed the trace of every request is
            // noise.
            SuppressDiagnosticsCallback = context =>
                context.Exception is BadHttpRequestException or TooMuchWaitingException or IndexNotReadyException
                || StoreFaults.IsOne(context.Exception) || HasLeft(context.HttpContext)
                || HasUnknownCharset(context.HttpContext.Request),
        });
        app.UseStatusCodePages(context => AnswerStatusAsync(context.HttpContext));
    }

    /// <summary>Answers with an error in the form of the side that asked.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string title, string detail) =>
        ShipperAnswers.AreDueTo(context.Request)
            ? ShipperAnswers.WriteErrorAsync(context, status, TypeOf(status, code), detail, code)
            : Problems.Of(status, code, title, detail).ExecuteAsync(context);

    // Elasticsearch has one word for whoever may not come in or do that; why is our own affair.
    private static string TypeOf(int status, string code) =>
        status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
            ? "security_exception"
            : code.Replace('-', '_') + "_exception";

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        if (HasLeft(context)) return Task.CompletedTask;

        switch (context.Features.Get<IExceptionHandlerFeature>()?.Error)
        {
            case BadHttpRequestException bad:
                return AnswerBadRequestAsync(context, bad);
            case TooMuchWaitingException busy:
                if (context.RequestServices.GetRequiredService<RepeatedLines>().IsNews("requests refused with 429"))
                    context.RequestServices.GetRequiredService<ILogger<Startup>>().StoreBusy(busy.Message);
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return WriteAsync(
                    context, StatusCodes.Status429TooManyRequests, "store-busy", "The store is busy.",
                    "Too much waits to be stored, and nothing of this request is. Send it again later.");
            case IndexNotReadyException notReady:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "not-ready", "The service has just started.",
                    notReady.Message + " Ask again later.");
            case { } e when StoreFaults.IsOne(e):
                if (context.RequestServices.GetRequiredService<RepeatedLines>()
                    .IsNews("requests refused with 503, for the store failed"))
                    context.RequestServices.GetRequiredService<ILogger<Startup>>()
                        .StoreFailed(e.GetBaseException().Message);
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The store does not answer.",
                    "What was asked is not done, or not to its end. Send it again later; the service's log says what "
                    + "is wrong.");
            case InvalidOperationException when HasUnknownCharset(context.Request):
                return WriteAsync(
                    context, StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type",
                    "The body is of an unknown type.",
                    $"The charset of '{context.Request.ContentType}' is not known; send UTF-8.");
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

    private static Task AnswerBadRequestAsync(HttpContext context, BadHttpRequestException bad) =>
        bad.InnerException is JsonException json && !ShipperAnswers.AreDueTo(context.Request)
            ? Problems.BadRequest(BodyFaults.Of(json)).ExecuteAsync(context)
            : WriteAsync(context, bad.StatusCode, "bad-request", "The request cannot be understood.", bad.Message);

    // Nobody is there to be answered; a shipper that was cut off sends again.
    private static bool HasLeft(HttpContext context) => context.RequestAborted.IsCancellationRequested;

    private static bool HasUnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Charset.HasValue && type.Encoding is null;
}
