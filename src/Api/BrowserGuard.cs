using System.Net;
using DetectionApi.Api.Access;
using DetectionApi.Api.Shippers;
using DetectionApi.Domain.Alerts;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>Keeps web pages of others from using the service through the browser of somebody who reaches it.</summary>
/// <remarks>
/// A page can send requests to loopback as well as anywhere, and by a name of its own that it points at 127.0.0.1 it
/// can even read the answers. Shippers and scripts send neither <c>Origin</c> nor a foreign <c>Host</c>. Pages that
/// the settings name may use our own side; <see cref="CrossOrigin"/> tells their browsers so.
/// </remarks>
internal static class BrowserGuard
{
    private const int NameLengthMax = 120;

    // The last is what the framework leaves where it has believed a proxy.
    private static readonly string[] OfProxies =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For",
    ];

    public static IApplicationBuilder UseBrowserGuard(this IApplicationBuilder app)
    {
        var keys = app.ApplicationServices.GetRequiredService<KeyRing>();
        var friends = app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value;
        return app.Use(async (context, next) =>
        {
            if (Refusal(context.Request, keys.IsNeeded, friends) is not { } refusal) await next(context);
            else if (!await RateGuard.RefusesAsync(context, caller: null, isLetIn: false))
                await Errors.WriteAsync(
                    context, StatusCodes.Status403Forbidden, "foreign-page", "The request comes from a foreign page.",
                    refusal);
        });
    }

    private static string? Refusal(HttpRequest request, bool isKeyNeeded, CrossOriginOptions friends)
    {
        if (!isKeyNeeded && !IsLoopback(request.Host.Host))
            return $"The service was called by the name '{Shown(request.Host)}'. As long as nobody needs a key it "
                + "answers to localhost, 127.0.0.1 and [::1] only; 'keys add' makes the first key.";
        if (!isKeyNeeded && (Array.Exists(OfProxies, request.Headers.ContainsKey) || !IsOfThisComputer(request)))
            return "The request came from elsewhere, or through a proxy, which speaks for others. As long as nobody "
                + "needs a key only this computer may ask; 'keys add' makes the first key.";

        // To follow a link to the service is harmless; to post to it from another page is not.
        if (IsReading(request.Method)) return null;

        var origin = request.Headers.Origin.ToString();
        var isFriendly = IsPreflightOfReading(request)
            ? friends.AllowsReading(origin)
            : friends.AllowsChanges(origin);
        if (isFriendly && !ShipperAnswers.AreDueTo(request)) return null;

        var isForeign = origin.Length > 0
            ? !Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Authority != AuthorityOf(request)
            : request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return isForeign
            ? $"A page of '{origin}' may not change anything here, unless Cors:Origins names it; * there lets pages "
                + "read only."
            : null;
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool IsPreflightOfReading(HttpRequest request) => HttpMethods.IsOptions(request.Method)
        && IsReading(request.Headers.AccessControlRequestMethod.ToString());

    // As it was sent: it need not be a name of any kind.
    private static string Shown(HostString host) => Quoted.Visible(host.Value ?? "", NameLengthMax);

    // Null where the header is none: no page is of that.
    private static string? AuthorityOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : null;

    private static bool IsOfThisComputer(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)
        || (from.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(from.MapToIPv4()));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
