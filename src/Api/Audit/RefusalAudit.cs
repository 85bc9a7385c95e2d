using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Shippers;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Audit;

/// <summary>
/// Notices, when a request is answered, that it was refused, or parts of it: for who asks, everywhere; for what he
/// would change, on our own side.
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
        var keys = app.ApplicationServices.GetRequiredService<KeyRing>();
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use(async (context, next) =>
        {
            // What went wrong on the way makes the framework forget both.
            var (endpoint, values) = (context.GetEndpoint(), context.Request.RouteValues);
            await next(context);
            if (IsRefused(context, endpoint))
                attempts.Take(AttemptOf(context, endpoint, values, keys, time.GetUtcNow()));
        });
    }

    private static bool IsRefused(HttpContext context, Endpoint? endpoint) => context.Response.StatusCode switch
    {
        < StatusCodes.Status400BadRequest => RefusalNote.Of(context)?.Parts is not null,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => true,

        // Shippers that send more than can be stored attempt nothing.
        StatusCodes.Status429TooManyRequests => !ShipperAnswers.AreDueTo(context.Request)
            && (endpoint is null || AccessMatrix.Of(endpoint) is not Permission.Ingest),
        >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError =>
            ChangingRoutes.IsTried(context.Request, endpoint),
        _ => false,
    };

    private static RefusedAttempt AttemptOf(
        HttpContext context, Endpoint? endpoint, RouteValueDictionary values, KeyRing keys, DateTimeOffset now)
    {
        var request = context.Request;
        var caller = Callers.Find(context);
        var id = values.Values.FirstOrDefault() as string;
        var note = RefusalNote.Of(context);
        var name = ChangingRoutes.EndpointNameOf(endpoint);
        return new RefusedAttempt(
            now, caller is not null && keys.IsNeeded,
            caller is null || ActorName.IsReserved(caller.Actor) ? null : Visible(caller.Actor),
            caller is null ? KnownKeyIn(request, keys) : caller.KeyId,
            Callers.FromOf(context), AddressGroup.Of(context.Connection.RemoteIpAddress), context.TraceIdentifier,
            name ?? Visible($"{request.Method} {request.Path}")!, name ?? RefusedAttempt.NoSuchAddress,
            context.Response.StatusCode, Visible(note?.ToString()), id is null ? null : SubjectAt(request.Path),
            Visible(id))
        {
            Count = note?.Parts ?? 1,
        };
    }

    // What is no key's id is of no use to a reader, and a stranger could send another one with every request.
    private static string? KnownKeyIn(HttpRequest request, KeyRing keys) =>
        ShownCredential.Of(request) is ShownCredential.Key shown ? keys.Find(shown.Id)?.Key.Id : null;

    private static string? SubjectAt(PathString path) => Array.Find(
        Subjects, subject => path.StartsWithSegments(subject.Path, StringComparison.OrdinalIgnoreCase)).Subject;

    // They wrote it, and it must not pass for something else where it is read.
    private static string? Visible(string? text) => text is null ? null : Quoted.Visible(text, TextLengthMax);
}
