using System.Globalization;
using System.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Investigation;

/// <summary>Where an address leads.</summary>
internal enum AddressKind
{
    /// <summary>Nowhere: the computer itself, everybody at once, or text that is no address.</summary>
    Nowhere,

    /// <summary>A network of the owner's own, or the neighbours on the cable.</summary>
    Private,

    /// <summary>The internet. Anything that is not known to be something else.</summary>
    Public,
}

/// <summary>Tells public addresses from private ones, of both versions of the protocol.</summary>
internal static class AddressRanges
{
    private static readonly (UInt128 Address, int Bits, AddressKind Kind)[] Ranges =
    [
        Range("0.0.0.0", 8, AddressKind.Nowhere), Range("127.0.0.0", 8, AddressKind.Nowhere),
        Range("224.0.0.0", 4, AddressKind.Nowhere), Range("255.255.255.255", 32, AddressKind.Nowhere),
        Range("10.0.0.0", 8, AddressKind.Private), Range("172.16.0.0", 12, AddressKind.Private),
        Range("192.168.0.0", 16, AddressKind.Private), Range("169.254.0.0", 16, AddressKind.Private),
        Range("100.64.0.0", 10, AddressKind.Private),
        Range("::", 128, AddressKind.Nowhere), Range("::1", 128, AddressKind.Nowhere),
        Range("ff00::", 8, AddressKind.Nowhere), Range("fc00::", 7, AddressKind.Private),
        Range("fe80::", 10, AddressKind.Private), Range("fec0::", 10, AddressKind.Private),
    ];

    /// <summary>The kind of an address.</summary>
    public static AddressKind KindOf(string text)
    {
        if (!TryParse(text, out var address)) return AddressKind.Nowhere;
        foreach (var (start, bits, kind) in Ranges)
            if ((address ^ start) >> (128 - bits) == UInt128.Zero || bits == 0) return kind;

        return AddressKind.Public;
    }

    /// <summary>The same text for the same address, however it is spelled.</summary>
    public static string Plain(string text) =>
        TryParse(text, out var address) ? address.ToString("x32", CultureInfo.InvariantCulture) : text;

    // An IPv4 address stands in the last 32 bits.
    private static (UInt128, int, AddressKind) Range(string text, int bits, AddressKind kind)
    {
        _ = TryParse(text, out var address);
        return (address, text.Contains(':', StringComparison.Ordinal) ? bits : bits + 96, kind);
    }

    // The scope behind a link-local address names a network card.
    private static bool TryParse(string text, out UInt128 address)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        return IpAddress.TryParse(Encoding.UTF8.GetBytes(percent < 0 ? text : text[..percent]), out address);
    }
}
