using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Api.Shippers;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Audit;

/// <summary>
/// Notices, when a request is answered, that it was refused: for who asks, everywhere; for what he would change, on our
/// own side.
/// </summary>
internal static class RefusalAudit
{
    private const int TextLengthMax = 200;

    // What the log calls the things below these addresses.
    private static readonly (string Path, string Subject)[] Subjects =
    [
        ("/api/v1/alerts", "alert"), ("/api/v1/exceptions", "exception"), ("/api/v1/rules", "rule-setting"),
        ("/api/v1/inventory/signers", "signer"), ("/api/v1/webhooks/targets", "webhook-target"),
        ("/api/v1/webhooks/deliveries", "webhook-delivery"), ("/api/v1/keys", "access-key"),
    ];

    public static IApplicationBuilder UseRefusalAudit(this IApplicationBuilder app)
    {
        var attempts = app.ApplicationServices.GetRequiredService<RefusedAttempts>();
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use(async (context, next) =>
        {
            // What went wrong on the way makes the framework forget both.
            var (endpoint, values) = (context.GetEndpoint(), context.Request.RouteValues);
            await next(context);
            if (IsRefused(context, endpoint)) attempts.Take(AttemptOf(context, endpoint, values, time.GetUtcNow()));
        });
    }

    private static bool IsRefused(HttpContext context, Endpoint? endpoint) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => true,

        // Shippers that send more than can be stored attempt nothing.
        StatusCodes.Status429TooManyRequests => !ShipperAnswers.AreDueTo(context.Request)
            && (endpoint is null || AccessMatrix.Of(endpoint) is not Permission.Ingest),
        >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError =>
            ChangingRoutes.IsTried(context.Request, endpoint),
        _ => false,
    };

    private static RefusedAttempt AttemptOf(
        HttpContext context, Endpoint? endpoint, RouteValueDictionary values, DateTimeOffset now)
    {
        var request = context.Request;
        var caller = Callers.Find(context);
        var id = values.Values.FirstOrDefault() as string;
        return new RefusedAttempt(
            now, caller is null || ActorName.IsReserved(caller.Actor) ? null : Visible(caller.Actor),
            caller is null ? Visible((ShownCredential.Of(request) as ShownCredential.Key)?.Id) : caller.KeyId,
            Callers.FromOf(context), context.TraceIdentifier,
            ChangingRoutes.EndpointNameOf(endpoint) ?? Visible($"{request.Method} {request.Path}")!,
            context.Response.StatusCode, Visible(RefusalNote.Of(context)?.ToString()),
            id is null ? null : SubjectAt(request.Path), Visible(id));
    }

    private static string? SubjectAt(PathString path) => Array.Find(
        Subjects, subject => path.StartsWithSegments(subject.Path, StringComparison.OrdinalIgnoreCase)).Subject;

    // They wrote it, and it must not pass for something else where it is read.
    private static string? Visible(string? text) => text is null ? null : Quoted.Visible(text, TextLengthMax);
}
