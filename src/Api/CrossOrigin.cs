using DetectionApi.Api.Access;
using DetectionApi.Api.Shippers;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>Tells browsers which pages of others may use the service, and what they may send and see.</summary>
/// <remarks>
/// Only on our own side: no shipper is a web page. Never with credentials, by which browsers mean cookies: nobody here
/// needs one, and keys travel in a header.
/// </remarks>
internal static class CrossOrigin
{
    private static readonly TimeSpan PreflightHoldsFor = TimeSpan.FromMinutes(10);

    private static readonly string[] ReadingMethods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] AllMethods =
        [.. ReadingMethods, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    private static readonly string[] RequestHeaders =
        ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID", "X-Actor"];

    private static readonly string[] AnswerHeaders = ["ETag", "Idempotency-Replayed", "Location", "Retry-After"];

    public static void UseCrossOrigin(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value;
        if (origins.Origins.Count == 0) return;

        app.UseWhen(
            context => !ShipperAnswers.AreDueTo(context.Request),
            ours => ours.UseCors(policy => Describe(policy, origins)));
    }

    private static void Describe(CorsPolicyBuilder policy, CrossOriginOptions origins)
    {
        if (origins.AllowsAny) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. origins.Origins]);

        policy.WithMethods(origins.AllowsAny ? ReadingMethods : AllMethods)
            .WithHeaders(RequestHeaders)
            .WithExposedHeaders(AnswerHeaders)
            .SetPreflightMaxAge(PreflightHoldsFor);
    }
}
