using DetectionApi.Api.Access;
using DetectionApi.Api.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>What holds at every address where the service listens, wherever it was set.</summary>
/// <remarks>The server keeps one such action only, so it is put together here.</remarks>
internal sealed class Listening(LoopbackGuard guard, AddressConnections connections)
    : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint =>
    {
        guard.Check(endpoint);
        endpoint.Use(connections.Guard);
    });
}
