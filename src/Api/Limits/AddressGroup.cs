using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DetectionApi.Api.Limits;

/// <summary>Addresses that are counted as one.</summary>
internal static class AddressGroup
{
    private const int NetworkBytes = 8;

    /// <summary>
    /// The address; of IPv6 its network of 64 bits, for whoever has one address of it has them all; of none, as on a
    /// Unix socket, a word for that.
    /// </summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "nowhere";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes..).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{NetworkBytes * 8}");
    }
}
