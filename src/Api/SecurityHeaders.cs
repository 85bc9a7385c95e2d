using DetectionApi.Api.Shippers;
using Microsoft.Net.Http.Headers;

namespace DetectionApi.Api;

/// <summary>Tells browsers to do with an answer what it is meant for, and nothing else.</summary>
internal static class SecurityHeaders
{
    private const string Pages = "/swagger";

    // An answer that a browser shows as a page all the same loads nothing and runs nothing.
    private const string OfAnswers =
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Its scripts are files of their own, so nothing in the page itself is ever run. Of styles there is one more than
    // its files have: the colours of its logo, known by their hash.
    private const string OfPages =
        "default-src 'none'; script-src 'self'; "
        + "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
        + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    private const string ByTlsForAYear = "max-age=31536000";

    /// <summary>Puts them on every answer. What an endpoint says of caching holds.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the start of the answer, for whoever turns a failure into an answer begins with no headers.
        context.Response.OnStarting(
            static asked =>
            {
                Set((HttpContext)asked);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isPage = context.Request.Path.StartsWithSegments(Pages, StringComparison.OrdinalIgnoreCase);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = isPage ? OfPages : OfAnswers;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = NoDevices;

        // Pages of origins that the settings name ask by the rules of CORS, which this does not touch.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = ByTlsForAYear;
        if (!isPage && !ShipperAnswers.AreDueTo(context.Request) && headers.CacheControl.Count == 0)
            headers.CacheControl = CacheControlHeaderValue.NoStoreString;
    }
}
