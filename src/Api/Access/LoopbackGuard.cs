using System.Net;
using DetectionApi.Api.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Keeps the service on this computer as long as everybody may use it.</summary>
/// <remarks>It looks at every endpoint before it is bound, wherever its address comes from.</remarks>
internal sealed class LoopbackGuard(IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>
    /// Refuses addresses of the settings before anything else is touched; what is bound in the end is looked at again.
    /// </summary>
    /// <exception cref="StartRefusedException">Others would reach an address, or it is none of HTTP.</exception>
    /// <exception cref="FormatException">It is no address.</exception>
    public static void CheckSettings(IConfiguration configuration, AccessOptions access)
    {
        foreach (var url in UrlsOf(configuration))
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is not ("http" or "https"))
                throw new StartRefusedException($"it cannot listen on {url}, only on http://…");
            if (access.Anonymous || address.IsUnixPipe || address.IsNamedPipe || IsLoopback(address.Host)) continue;

            // A name that is no number stands for every address there is.
            var host = IPAddress.TryParse(address.Host, out _) ? address.Host : "[::]";
            throw Refused($"{host}:{address.Port}");
        }
    }

    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(Check);

    private void Check(ListenOptions endpoint)
    {
        if (access.Value.Anonymous) return;
        if (endpoint.IPEndPoint is not { } address || IPAddress.IsLoopback(address.Address)) return;

        throw Refused($"{address}");
    }

    private static string[] UrlsOf(IConfiguration configuration)
    {
        string[] ofKestrel =
        [
            .. from endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren()
               where endpoint["Url"] is not null
               select endpoint["Url"],
        ];
        return ofKestrel.Length > 0
            ? ofKestrel
            : configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static StartRefusedException Refused(string address) => new(
        $"it would listen on {address}, where others reach it, and nobody would need a key. Listen on 127.0.0.1 "
        + "(--urls http://127.0.0.1:9280), or set Access:Anonymous to true if the network around it is the "
        + "protection");
}
