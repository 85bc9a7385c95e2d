using System.Net;
using DetectionApi.Api.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Keeps the service on this computer as long as nobody has a key to it.</summary>
/// <remarks>It looks at every endpoint before it is bound, wherever its address comes from.</remarks>
internal sealed class LoopbackGuard(IOptions<AccessOptions> access, KeyRing keys)
    : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>
    /// Refuses addresses of the settings before anything else is touched; what is bound in the end is looked at again.
    /// </summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="access">Who may come in.</param>
    /// <param name="letsAnybodyIn">Tells whether somebody has a key; asked only where it matters.</param>
    /// <exception cref="StartRefusedException">Others would reach an address, or it is none of HTTP.</exception>
    /// <exception cref="FormatException">It is no address.</exception>
    public static async Task CheckSettingsAsync(
        IConfiguration configuration, AccessOptions access, Func<Task<bool>> letsAnybodyIn)
    {
        foreach (var url in UrlsOf(configuration))
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is not ("http" or "https"))
                throw new StartRefusedException($"it cannot listen on {url}, only on http://… and https://…");
            if (address.IsUnixPipe || address.IsNamedPipe || IsLoopback(address.Host)) continue;

            // A name that is no number stands for every address there is.
            var host = IPAddress.TryParse(address.Host, out _) ? address.Host : "[::]";
            if (access.Anonymous is true || !await letsAnybodyIn()) throw Refused($"{host}:{address.Port}", access);
        }
    }

    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(Check);

    private void Check(ListenOptions endpoint)
    {
        if (endpoint.IPEndPoint is not { } address || IPAddress.IsLoopback(address.Address)) return;
        if (!keys.LetsAnybodyIn) throw Refused($"{address}", access.Value);
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

    private static StartRefusedException Refused(string address, AccessOptions access) => new(
        access.Anonymous is true
            ? $"it would listen on {address}, where others reach it, and Access:Anonymous lets in everybody without a "
                + "key; remove that setting, or listen on 127.0.0.1 (--urls http://127.0.0.1:9280)"
            : $"it would listen on {address}, where others reach it, and nobody has a key; make the first one with "
                + "'keys add --owner YOU --role admin --name \"first key\"' (and the same --Storage:DataDirectory), or "
                + "listen on 127.0.0.1 (--urls http://127.0.0.1:9280)");
}
