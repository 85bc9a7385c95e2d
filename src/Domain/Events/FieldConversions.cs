using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Carries out a <see cref="FieldConversion"/> on a field that has a value.</summary>
internal static class FieldConversions
{
    private const int GuidBytes = 38;

    private static readonly SearchValues<byte> GuidDigits = SearchValues.Create("0123456789ABCDEFabcdef-"u8);

    /// <summary>Converts the first value of <paramref name="slot"/>, which is what the field has afterwards.</summary>
    public static void Apply(EventView view, int slot, NormaliserStep step)
    {
        switch (step.Conversion)
        {
            case FieldConversion.Text:
                ToText(view, slot);
                break;
            case FieldConversion.Data:
                ToText(view, slot);
                if (view.MayBeNothing(slot) && view.Text(slot) is [] or [(byte)'-']) view.Remove(slot);
                break;
            case FieldConversion.Constant:
                view.Set(slot, FieldKind.Text, step.Argument);
                break;
            case FieldConversion.Prefixed:
                if (!view.Text(slot).StartsWith(step.Argument)) view.Remove(slot);
                break;
            case FieldConversion.Lower:
                ToLower(view, slot);
                break;
            case FieldConversion.Guid:
                ToGuid(view, slot);
                break;
            case FieldConversion.UtcTime:
                ToUtcTime(view, slot);
                break;
            case FieldConversion.Number or FieldConversion.DecimalNumber or FieldConversion.HexNumber
                or FieldConversion.AccessMask:
                NumberConversions.Apply(view, slot, step.Conversion);
                break;
            case FieldConversion.Boolean or FieldConversion.IsArgument or FieldConversion.And:
                BooleanConversions.Apply(view, slot, step);
                break;
            case FieldConversion.FileName or FieldConversion.FileDirectory or FieldConversion.FileExtension
                or FieldConversion.AccountDomain or FieldConversion.AccountName or FieldConversion.PrincipalName:
                PartConversions.Apply(view, slot, step.Conversion);
                break;
            case FieldConversion.Hash:
                HashConversions.Pick(view, slot, step.Argument);
                break;
            case FieldConversion.RegistryHive or FieldConversion.RegistryKey or FieldConversion.RegistryValue
                or FieldConversion.RegistryDataType or FieldConversion.RegistryDataText:
                RegistryConversions.Apply(view, slot, step.Conversion);
                break;
            case FieldConversion.Ip or FieldConversion.DnsAnswerData or FieldConversion.DnsAnswerType
                or FieldConversion.DnsAnswerName or FieldConversion.DnsResolvedIp:
                NetworkConversions.Apply(view, slot, step.Conversion);
                break;
            case FieldConversion.DnsStatus or FieldConversion.Direction or FieldConversion.IpVersion
                or FieldConversion.LogonType:
                FieldWords.Apply(view, slot, step.Conversion);
                break;
            case FieldConversion.Arguments or FieldConversion.ArgumentCount or FieldConversion.QuotedArguments:
                ArgumentConversions.Apply(view, slot, step.Conversion);
                break;
        }
    }

    /// <summary>Makes ASCII letters small.</summary>
    public static void ToLower(EventView view, int slot)
    {
        var text = view.Text(slot);
        if (!text.ContainsAnyInRange((byte)'A', (byte)'Z')) return;

        var lower = view.Reserve(text.Length);
        for (var at = 0; Ascii.ToLower(text[at..], lower[at..], out var done) is not OperationStatus.Done; at++)
        {
            // It stops at what is no ASCII, and that stays.
            at += done;
            lower[at] = text[at];
        }

        view.Remove(slot);
        view.AppendReserved(slot, FieldKind.Text, text.Length);
    }

    private static void ToText(EventView view, int slot)
    {
        if (view.KindOf(slot) is FieldKind.Number) view.Retype(slot, FieldKind.Text);
    }

    // Nearly all come in braces, and those need nothing but small letters.
    private static void ToGuid(EventView view, int slot)
    {
        var text = view.Text(slot);
        if (IsBracedGuid(text) && text.ContainsAnyExcept("{}-0"u8))
        {
            ToLower(view, slot);
            return;
        }

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

    private static bool IsBracedGuid(ReadOnlySpan<byte> text) =>
        text.Length == GuidBytes && text[0] == (byte)'{' && text[^1] == (byte)'}'
        && text[9] == (byte)'-' && text[14] == (byte)'-' && text[19] == (byte)'-' && text[24] == (byte)'-'
        && text.Count((byte)'-') == 4 && !text[1..^1].ContainsAnyExcept(GuidDigits);

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
}
