using System.Globalization;

namespace DetectionApi.Domain.Events;

/// <summary>Reads addresses and Sysmon's list of answers to a query for a name.</summary>
/// <remarks>
/// The list has its parts between semicolons: <c>type:  5 www.example</c> is an answer of type 5 (CNAME), with nothing
/// but its type if Sysmon could not show it; all other parts are addresses.
/// </remarks>
internal static class NetworkConversions
{
    private const int V4BytesMax = 15;
    private const int V4Bits = 32;
    private const uint V4Prefix = 0xFFFF;

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        var text = view.Text(slot);
        view.Remove(slot);
        if (conversion is FieldConversion.Ip)
        {
            AddAddress(view, slot, text);
            return;
        }

        if (conversion is not FieldConversion.DnsResolvedIp)
            foreach (var range in text.Split((byte)';'))
                AddTyped(view, slot, text[range], isType: conversion is FieldConversion.DnsAnswerType);

        if (conversion is FieldConversion.DnsAnswerName) return;

        foreach (var range in text.Split((byte)';'))
            if (conversion is FieldConversion.DnsAnswerType) AddAddressType(view, slot, text[range]);
            else AddAddress(view, slot, text[range]);
    }

    private static void AddTyped(EventView view, int slot, ReadOnlySpan<byte> part, bool isType)
    {
        if (!TakeWord(ref part).SequenceEqual("type:"u8)) return;

        var type = TakeWord(ref part);
        var data = TakeWord(ref part);
        if (type.IsEmpty) return;
        if (isType) view.AppendCopy(slot, FieldKind.Text, FieldWords.DnsTypes.Find(type) ?? type);
        else if (!data.IsEmpty) view.AppendCopy(slot, FieldKind.Text, data);
    }

    private static void AddAddressType(EventView view, int slot, ReadOnlySpan<byte> part)
    {
        if (IpAddress.TryParse(part.Trim((byte)' '), out var address))
            view.AppendCopy(slot, FieldKind.Text, IsV4(address) ? "A"u8 : "AAAA"u8);
    }

    private static void AddAddress(EventView view, int slot, ReadOnlySpan<byte> part)
    {
        part = part.Trim((byte)' ');
        if (!IpAddress.TryParse(part, out var address)) return;
        if (!IsV4(address) || !part.Contains((byte)':'))
        {
            view.AppendCopy(slot, FieldKind.Text, part);
            return;
        }

        Span<byte> v4 = stackalloc byte[V4BytesMax];
        view.AppendCopy(slot, FieldKind.Text, v4[..WriteV4((uint)address, v4)]);
    }

    private static int WriteV4(uint address, Span<byte> room)
    {
        var used = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            ((byte)(address >> shift)).TryFormat(room[used..], out var digits, provider: CultureInfo.InvariantCulture);
            used += digits;
            if (shift > 0) room[used++] = (byte)'.';
        }

        return used;
    }

    private static bool IsV4(UInt128 address) => address >> V4Bits == V4Prefix;

    private static ReadOnlySpan<byte> TakeWord(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        var end = text.IndexOf((byte)' ') is >= 0 and var blank ? blank : text.Length;
        var word = text[..end];
        text = text[end..];
        return word;
    }
}
