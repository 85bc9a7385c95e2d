using System.Net;
using System.Net.Sockets;

namespace DetectionApi.Api.Webhooks;

/// <summary>Tells addresses of the internet from those that only somebody inside of a network reaches.</summary>
/// <remarks>
/// As the registries of IANA for special purposes have it. Of IPv6 only what is given out for the internet counts, so
/// that whatever is invented later is refused until it is looked at; what holds an IPv4 address in it is refused, too.
/// </remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotIn4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork In6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotIn6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>True if the internet reaches it.</summary>
    public static bool Contain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetwork
            ? !Array.Exists(NotIn4, network => network.Contains(address))
            : In6.Contains(address) && !Array.Exists(NotIn6, network => network.Contains(address))
                && !IsTunnelled(address);
    }

    // RFC 5214: at the end of any network, it leads through a tunnel to the IPv4 address behind it.
    private static bool IsTunnelled(IPAddress address)
    {
        const int InterfaceAt = 8;
        const byte UniversalBit = 2;
        var own = address.GetAddressBytes().AsSpan(InterfaceAt);
        return (own[0] & ~UniversalBit) == 0 && own[1..4].SequenceEqual<byte>([0, 0x5e, 0xfe]);
    }
}
