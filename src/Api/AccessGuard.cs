using DetectionApi.Api.Access;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Telemetry;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.Net.Http.Headers;

namespace DetectionApi.Api;

/// <summary>Lets in who may: asks who sends a request, and whether his roles have what the route needs.</summary>
internal static class AccessGuard
{
    private const int PathLengthMax = 200;

    public static IApplicationBuilder UseAccessGuard(this IApplicationBuilder app)
    {
        var authenticator = app.ApplicationServices.GetRequiredService<Authenticator>();
        var log = app.ApplicationServices.GetRequiredService<ILogger<KeyRing>>();
        var batches = app.ApplicationServices.GetRequiredService<BatchTelemetry>();
        var lines = app.ApplicationServices.GetRequiredService<RepeatedLines>();
        return app.Use(async (context, next) =>
        {
            var needed = NeededBy(context.GetEndpoint());
            var (caller, code, detail) = await authenticator.RunAsync(context);
            if (caller is not null) Callers.Set(context, caller);

            var isLetIn =
                needed is Permission.Open || (caller is not null && (needed is null || caller.May(needed.Value)));
            if (authenticator.IsNeeded && await RateGuard.RefusesAsync(context, caller, isLetIn)) return;
            if (isLetIn)
            {
                await next(context);
                return;
            }

            var status = caller is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            var reason = caller is null ? detail : Lacking(caller, needed!.Value);
            var from = Callers.FromOf(context) ?? "an unknown address";
            if (lines.IsNews($"requests from {from} refused with {status}"))
                log.NotLetIn(
                    Quoted.Visible(context.Request.Method, PathLengthMax),
                    Quoted.Visible($"{context.Request.Path}", PathLengthMax), from, status, reason);
            if (AccessMatrix.TakesEvents(context.GetEndpoint())) batches.NotStored(status, bytes: 0);
            if (caller is null) Challenge(context);
            await Errors.WriteAsync(
                context, status, caller is null ? code : "permission-missing",
                caller is null ? "It is not known who asks." : "The key or token may not do this.", reason);
        });
    }

    // What is no route (404), or not by this method or with this type of body (405, 415 stand in for one), is told to
    // whoever may be here at all; of a route that the matrix does not know, nobody is.
    private static Permission? NeededBy(Endpoint? endpoint) => endpoint switch
    {
        null => null,
        { DisplayName: ['4', '0' or '1', '5', ' ', ..] } => null,
        _ => AccessMatrix.Of(endpoint) ?? throw new InvalidOperationException(
            $"The access matrix does not know {endpoint.DisplayName}."),
    };

    private static string Lacking(Caller caller, Permission needed)
    {
        var roles = caller.Roles.Count == 0 ? "no role" : string.Join(", ", caller.Roles.Select(Words.Of));
        return $"It takes {string.Join(" or ", Grants.RolesWith(needed).Select(Words.Of))}; '{caller.Actor}' has "
            + $"{roles}.";
    }

    // A browser that a page's script sends for something would put its own window over the page.
    private static void Challenge(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Append(HeaderNames.WWWAuthenticate, "ApiKey");
        headers.Append(HeaderNames.WWWAuthenticate, "Bearer realm=\"DetectionApi\"");
        if (context.Request.Headers["Sec-Fetch-Dest"].ToString() is not "empty")
            headers.Append(HeaderNames.WWWAuthenticate, "Basic realm=\"DetectionApi\", charset=\"UTF-8\"");
    }
}
