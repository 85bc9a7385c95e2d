using System.Net;
using DetectionApi.Api.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Keeps the service on this computer as long as everybody may use it.</summary>
/// <remarks>It looks at every endpoint before it is bound, wherever its address comes from.</remarks>
internal sealed class LoopbackGuard(IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(Check);

    private void Check(ListenOptions endpoint)
    {
        if (access.Value.Anonymous) return;
        if (endpoint.IPEndPoint is not { } address || IPAddress.IsLoopback(address.Address)) return;

        throw new StartRefusedException(
            $"it would listen on {address}, where others reach it, and nobody would need a key. Listen on 127.0.0.1 "
            + "(--urls http://127.0.0.1:9280), or set Access:Anonymous to true if the network around it is the "
            + "protection");
    }
}
