using System.Buffers.Text;
using System.Globalization;

namespace DetectionApi.Domain.Events;

/// <summary>Conversions between the spellings of numbers.</summary>
internal static class NumberConversions
{
    private const int DecimalBytesMax = 20;

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        switch (conversion)
        {
            case FieldConversion.Number:
                ToNumber(view, slot);
                break;
            case FieldConversion.DecimalNumber:
                ToNumber(view, slot);
                if (view.First(slot).Kind is not FieldKind.Number) view.Remove(slot);
                break;
            case FieldConversion.HexNumber:
                FromHex(view, slot);
                break;
            default:
                ToAccessMask(view, slot);
                break;
        }
    }

    /// <summary>Gives the field a number in decimal.</summary>
    public static void Set(EventView view, int slot, FieldKind kind, ulong number)
    {
        Span<byte> digits = stackalloc byte[DecimalBytesMax];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        view.Set(slot, kind, digits[..length]);
    }

    /// <summary>Reads <c>0x1f</c>: up to 16 digits of any case.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        return text is [(byte)'0', (byte)'x' or (byte)'X', .. var digits]
            && Utf8Parser.TryParse(digits, out number, out var consumed, 'x') && consumed == digits.Length;
    }

    private static void ToNumber(EventView view, int slot)
    {
        var value = view.First(slot);
        if (value.Kind is FieldKind.Text && IsDecimal(value.Bytes)) view.Retype(slot, FieldKind.Number);
    }

    private static void FromHex(EventView view, int slot)
    {
        var text = view.Text(slot);
        if (TryParseHex(text, out var number)) Set(view, slot, FieldKind.Number, number);
        else if (IsDecimal(text)) view.Retype(slot, FieldKind.Number);
        else view.Remove(slot);
    }

    private static void ToAccessMask(EventView view, int slot)
    {
        if (!AccessMaskText.TryParse(view.Text(slot), out var bits)) return;

        Span<byte> canonical = stackalloc byte[10];
        "0x"u8.CopyTo(canonical);
        bits.TryFormat(canonical[2..], out var digits, "x", CultureInfo.InvariantCulture);
        view.Set(slot, FieldKind.Text, canonical[..(2 + digits)]);
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
