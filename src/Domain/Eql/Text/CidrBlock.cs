using System.Globalization;
using System.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>A block of addresses, such as <c>10.0.0.0/8</c>; an address alone is a block of one.</summary>
internal readonly record struct CidrBlock
{
    private const int Bits = 128;
    private readonly UInt128 _address;
    private readonly UInt128 _mask;

    private CidrBlock(UInt128 address, int prefix)
    {
        _mask = prefix == 0 ? 0 : UInt128.MaxValue << (Bits - prefix);
        _address = address & _mask;
    }

    public static bool TryParse(string text, out CidrBlock block)
    {
        block = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(slash < 0 ? text : text[..slash]);
        if (!IpAddress.TryParse(bytes, out var address)) return false;

        var length = bytes.Contains((byte)':') ? Bits : 32;
        var prefix = length;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, null, out prefix)) return false;
        if (prefix > length) return false;

        block = new(address, Bits - length + prefix);
        return true;
    }

    public bool Contains(UInt128 address) => (address & _mask) == _address;
}
