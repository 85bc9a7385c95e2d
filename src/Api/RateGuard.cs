using System.Globalization;
using DetectionApi.Api.Access;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Telemetry;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api;

/// <summary>Refuses who asks too much, so that the others are served.</summary>
internal static class RateGuard
{
    private const int PathLengthMax = 200;
    private const string Code = "rate-limited";
    private const string Title = "Too many requests.";
    private const string Hint = "Nothing of this one is done; send it again later.";

    /// <summary>Counts a request, and refuses it if it is one too many.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sends it; null if he is not known.</param>
    /// <param name="isLetIn">Whether it would be carried out.</param>
    /// <returns>True if it was refused.</returns>
    public static async ValueTask<bool> RefusesAsync(HttpContext context, Caller? caller, bool isLetIn)
    {
        var rates = context.RequestServices.GetRequiredService<RequestRates>();
        var from = context.Connection.RemoteIpAddress;
        var wait = caller is not null ? rates.Take(caller, from)
            : isLetIn ? rates.TakeOpen(from)
            : rates.TakeRefused(from);
        if (wait is null) return false;

        await RefuseAsync(context, wait.Value, caller is null
            ? "Too many requests without a key that is taken came from this address."
            : $"'{caller.Actor}' sends more requests than a key may.");
        return true;
    }

    /// <summary>Lets reads that take much work wait for a place, and refuses them if none comes free.</summary>
    public static IApplicationBuilder UseReadPlaces(this IApplicationBuilder app)
    {
        var places = app.ApplicationServices.GetRequiredService<ReadPlaces>();
        return app.Use(async (context, next) =>
        {
            var name = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            if (name is null || !ReadPlaces.Costly.Contains(name) || Callers.Find(context) is not { } caller)
            {
                await next(context);
                return;
            }

            using var place = await places.FindAsync(caller, context.RequestAborted);
            if (place is null)
            {
                await RefuseAsync(
                    context, TimeSpan.FromSeconds(1), "Too many reads that take much work are under way.");
                return;
            }

            // The work is done when the answer begins: whoever reads it slowly keeps no place from others.
            context.Response.OnStarting(
                static held =>
                {
                    ((IDisposable)held).Dispose();
                    return Task.CompletedTask;
                },
                place);
            await next(context);
        });
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan wait, string reason)
    {
        const int Status = StatusCodes.Status429TooManyRequests;
        var whom = Callers.Find(context)?.Actor ?? Callers.FromOf(context) ?? "an unknown address";
        if (context.RequestServices.GetRequiredService<RepeatedLines>().IsNews($"requests of {whom} refused with 429"))
            context.RequestServices.GetRequiredService<ILogger<RequestRates>>().TooManyRequests(
                Quoted.Visible(context.Request.Method, PathLengthMax),
                Quoted.Visible($"{context.Request.Path}", PathLengthMax), whom, reason);
        if (AccessMatrix.TakesEvents(context.GetEndpoint()))
            context.RequestServices.GetRequiredService<BatchTelemetry>().NotStored(Status, bytes: 0);
        context.Response.Headers.RetryAfter =
            Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Errors.WriteAsync(context, Status, Code, Title, $"{reason} {Hint}");
    }
}
