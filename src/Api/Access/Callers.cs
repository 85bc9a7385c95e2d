using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Access;

/// <summary>Who sends the requests.</summary>
internal static class Callers
{
    /// <summary>Who sends the request; null on a route that asks nobody.</summary>
    public static Caller? Find(HttpContext context) => context.Features.Get<Caller>();

    /// <summary>Who sends the request.</summary>
    /// <exception cref="InvalidOperationException">Nobody was asked: the route is open.</exception>
    public static Caller Of(HttpContext context) => Find(context)
        ?? throw new InvalidOperationException($"Nobody was asked who he is at {context.Request.Path}.");

    /// <summary>From which address; null if there is none, as on a Unix socket.</summary>
    public static string? FromOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    /// <summary>Remembers who sends the request.</summary>
    internal static void Set(HttpContext context, Caller caller) => context.Features.Set(caller);
}
