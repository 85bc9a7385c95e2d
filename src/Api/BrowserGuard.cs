using System.Net;
using DetectionApi.Api.Access;
using DetectionApi.Api.Shippers;
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
    public static IApplicationBuilder UseBrowserGuard(this IApplicationBuilder app)
    {
        var keys = app.ApplicationServices.GetRequiredService<KeyRing>();
        var friends = app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value;
        return app.Use((context, next) => Refusal(context.Request, keys.IsNeeded, friends) is { } refusal
            ? Errors.WriteAsync(
                context, StatusCodes.Status403Forbidden, "foreign-page", "The request comes from a foreign page.",
                refusal)
            : next(context));
    }

    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"];

    private static string? Refusal(HttpRequest request, bool isKeyNeeded, CrossOriginOptions friends)
    {
        if (!isKeyNeeded && !IsLoopback(request.Host.Host))
            return $"The service was called by the name '{request.Host}'. As long as nobody needs a key it answers to "
                + "localhost, 127.0.0.1 and [::1] only; 'keys add' makes the first key.";
        if (!isKeyNeeded && Array.Exists(OfProxies, request.Headers.ContainsKey))
            return "The request came through a proxy, which speaks for others. As long as nobody needs a key only this "
                + "computer may ask; 'keys add' makes the first key.";

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

    private static string AuthorityOf(HttpRequest request) =>
        new Uri($"{request.Scheme}://{request.Host}").Authority;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
