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

    public static IApplicationBuilder UseBrowserGuard(this IApplicationBuilder app)
    {
        var isAnonymous = app.ApplicationServices.GetRequiredService<IOptions<AccessOptions>>().Value.Anonymous;
        var friends = app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value;
        return app.Use((context, next) => Refusal(context.Request, isAnonymous, friends) is { } refusal
            ? Errors.WriteAsync(
                context, StatusCodes.Status403Forbidden, "foreign-page", "The request comes from a foreign page.",
                refusal)
            : next(context));
    }

    private static string? Refusal(HttpRequest request, bool isAnonymous, CrossOriginOptions friends)
    {
        if (!isAnonymous && !IsLoopback(request.Host.Host))
            return $"The service was called by the name '{Shown(request.Host)}'. As long as nobody needs a key it answers to "
                + "localhost, 127.0.0.1 and [::1] only; Access:Anonymous lifts that.";

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

    private static string? AuthorityOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : null;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
