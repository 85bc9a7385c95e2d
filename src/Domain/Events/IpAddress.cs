using System.Buffers.Binary;
using System.Buffers.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Reads addresses without allocating. IPv4 is mapped into IPv6, as in Elasticsearch.</summary>
internal static class IpAddress
{
    private const int Groups = 8;

    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 address)
    {
        if (text.Contains((byte)':')) return TryParseV6(text, out address);

        var isV4 = TryParseV4(text, out var v4);
        address = (UInt128)0xFFFF << 32 | v4;
        return isV4;
    }

    private static bool TryParseV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        for (var i = 0; i < 4; i++)
        {
            var end = i < 3 ? text.IndexOf((byte)'.') : text.Length;
            if (end is < 1 or > 3 || !TryParseByte(text[..end], out var part)) return false;
            address = address << 8 | part;
            text = i < 3 ? text[(end + 1)..] : default;
        }

        return true;
    }

    // Utf8Parser alone would take a sign.
    private static bool TryParseByte(ReadOnlySpan<byte> digits, out byte part)
    {
        part = 0;
        return digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && Utf8Parser.TryParse(digits, out part, out _);
    }

    private static bool TryParseV6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[Groups * 2];
        address = 0;
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            if (ReadGroups(text, bytes) != Groups) return false;
        }
        else
        {
            var head = ReadGroups(text[..gap], bytes);
            Span<byte> tail = stackalloc byte[Groups * 2];
            var count = ReadGroups(text[(gap + 2)..], tail);
            if (head < 0 || count < 0 || head + count >= Groups) return false;
            tail[..(count * 2)].CopyTo(bytes[^(count * 2)..]);
        }

        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    // How many groups were read; -1 if the text is none.
    private static int ReadGroups(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains((byte)'.'))
            {
                if (count > Groups - 2 || !TryParseV4(group, out var v4)) return -1;
                BinaryPrimitives.WriteUInt32BigEndian(bytes[(count * 2)..], v4);
                return count + 2;
            }

            if (count == Groups || !TryParseGroup(group, out var value) || colon == text.Length - 1) return -1;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(count++ * 2)..], value);
            text = colon < 0 ? default : text[(colon + 1)..];
        }

        return count;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> digits, out ushort value)
    {
        value = 0;
        return digits.Length is >= 1 and <= 4
            && Utf8Parser.TryParse(digits, out value, out var used, 'x') && used == digits.Length;
    }
}
