using System.Collections.Concurrent;
using System.Net;
using DetectionApi.Api.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>Keeps one address from taking all connections. Proxies of the settings speak for many.</summary>
internal sealed class AddressConnections(
    IOptions<ConnectionOptions> options, IOptions<AccessOptions> access, RepeatedLines lines,
    ILogger<AddressConnections> log)
{
    private readonly IPNetwork[] _proxies =
        [.. access.Value.Proxies.Select(AccessOptions.NetworkOf).OfType<IPNetwork>()];

    private readonly ConcurrentDictionary<string, int> _open = new();

    /// <summary>How many addresses have connections now.</summary>
    internal int AddressCount => _open.Count;

    /// <summary>Counts connections before anything is read from them.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address || IsProxy(address))
        {
            await next(connection);
            return;
        }

        var from = AddressGroup.Of(address);
        var most = options.Value.PerAddressMax;
        try
        {
            if (_open.AddOrUpdate(from, 1, (_, count) => count + 1) <= most)
            {
                await next(connection);
                return;
            }

            if (lines.IsNews($"connections from {from} closed, for it has too many"))
                log.TooManyConnections(from, most);
            connection.Abort();
        }
        finally
        {
            Leave(from);
        }
    };

    private void Leave(string from)
    {
        while (_open.TryGetValue(from, out var count))
            if (count == 1 ? _open.TryRemove(new(from, 1)) : _open.TryUpdate(from, count - 1, count)) return;
    }

    private bool IsProxy(IPAddress address)
    {
        var shown = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_proxies, proxy => proxy.Contains(shown));
    }
}
