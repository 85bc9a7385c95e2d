using System.Buffers.Text;
using System.Globalization;

namespace DetectionApi.Domain.Events;

/// <summary>Carries out a <see cref="FieldConversion"/> on a field that has a value.</summary>
internal static class FieldConversions
{
    private const int GuidBytes = 38;

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        switch (conversion)
        {
            case FieldConversion.Text:
                ToText(view, slot);
                break;
            case FieldConversion.Data:
                ToText(view, slot);
                if (view.Text(slot) is [] or [(byte)'-']) view.Remove(slot);
                break;
            case FieldConversion.Number:
                ToNumber(view, slot);
                break;
            case FieldConversion.Guid:
                ToGuid(view, slot);
                break;
            case FieldConversion.AccessMask:
                ToAccessMask(view, slot);
                break;
            case FieldConversion.UtcTime:
                ToUtcTime(view, slot);
                break;
            case FieldConversion.FileName:
                ToFileName(view, slot);
                break;
        }
    }

    private static void ToText(EventView view, int slot)
    {
        if (view.First(slot).Kind is FieldKind.Number) view.Retype(slot, FieldKind.Text);
    }

    private static void ToNumber(EventView view, int slot)
    {
        var value = view.First(slot);
        if (value.Kind is not FieldKind.Text || value.Bytes.IsEmpty) return;

        foreach (var digit in value.Bytes)
            if (!char.IsAsciiDigit((char)digit)) return;

        view.Retype(slot, FieldKind.Number);
    }

    private static void ToGuid(EventView view, int slot)
    {
        var text = view.Text(slot);
        var format = text is [(byte)'{', ..] ? 'B' : 'D';
        if (!Utf8Parser.TryParse(text, out Guid guid, out var consumed, format) || consumed != text.Length) return;

        if (guid == Guid.Empty)
        {
            view.Remove(slot);
            return;
        }

        Span<byte> canonical = stackalloc byte[GuidBytes];
        Utf8Formatter.TryFormat(guid, canonical, out _, 'B');
        if (!canonical.SequenceEqual(text)) view.Set(slot, FieldKind.Text, canonical);
    }

    private static void ToAccessMask(EventView view, int slot)
    {
        if (!AccessMaskText.TryParse(view.Text(slot), out var bits)) return;

        Span<byte> canonical = stackalloc byte[10];
        "0x"u8.CopyTo(canonical);
        bits.TryFormat(canonical[2..], out var digits, "x", CultureInfo.InvariantCulture);
        view.Set(slot, FieldKind.Text, canonical[..(2 + digits)]);
    }

    private static void ToUtcTime(EventView view, int slot)
    {
        const int DateBytes = 10;
        const int FractionBytes = 3;

        var text = view.Text(slot);
        if (text.Length != "2019-06-21 07:35:37.101".Length || text[DateBytes] != (byte)' '
            || text[^FractionBytes..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !EventTime.TryParse(text, out _))
        {
            view.Remove(slot);
            return;
        }

        Span<byte> iso = stackalloc byte[text.Length + 1];
        text.CopyTo(iso);
        iso[DateBytes] = (byte)'T';
        iso[^1] = (byte)'Z';
        view.Set(slot, FieldKind.Text, iso);
    }

    private static void ToFileName(EventView view, int slot)
    {
        var path = view.Text(slot);
        var end = path.LastIndexOf((byte)'\\');
        if (end < 0 || end + 1 == path.Length) view.Remove(slot);
        else view.CutBefore(slot, end + 1);
    }
}
