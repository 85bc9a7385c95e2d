using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Ingest;

/// <summary>Who sent a request, so that a broken shipper can be found.</summary>
/// <param name="Address">Its network address; null if there is none, as on a Unix socket.</param>
/// <param name="UserAgent">What it says of itself; null if nothing.</param>
internal sealed record Sender(string? Address, string? UserAgent)
{
    private const int UserAgentLengthMax = 256;

    public static Sender Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return new Sender(
            request.HttpContext.Connection.RemoteIpAddress?.ToString(),
            agent.Length == 0 ? null : Quoted.Visible(agent, UserAgentLengthMax));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address ?? "an unknown address"} ({UserAgent ?? "no user agent"})";
}
