using DetectionApi.Domain.Eql.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>Whether one of the patterns fits the whole text.</summary>
internal sealed class FitsWildcard(Operand source, Wildcard[] patterns) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        if (!source.Evaluate(ref scope).TryGetText(out var text)) return Value.Missing;
        foreach (var pattern in patterns)
            if (pattern.Matches(text)) return Value.Of(true);

        return Value.Of(false);
    }
}

/// <summary>Whether an address lies in one of the blocks; missing if the text is no address.</summary>
internal sealed class CidrMatch(Operand source, CidrBlock[] blocks) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        if (!source.Evaluate(ref scope).TryGetText(out var text) || !IpAddress.TryParse(text, out var address))
            return Value.Missing;

        foreach (var block in blocks)
            if (block.Contains(address)) return Value.Of(true);

        return Value.Of(false);
    }
}

/// <summary>
/// The number that a text spells. Missing for other text, where Elasticsearch would fail the whole query: one odd event
/// must not cost the verdict on all others.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="radix">Null for 16 if the text begins with <c>0x</c>, and else 10.</param>
internal sealed class AsNumber(Operand source, int? radix) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        if (!source.Evaluate(ref scope).TryGetText(out var text)) return Value.Missing;

        text = Trim(text);
        var isHex = text.StartsWith("0x"u8) || text.StartsWith("0X"u8);
        return (radix ?? (isHex ? 16 : 10)) switch
        {
            10 => Decimal(text),
            16 when isHex => Digits(text[2..], 16),
            var other => Signed(text, other),
        };
    }

    private static Value Decimal(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'+', _, ..] && text[1] is not (byte)'-') text = text[1..];
        return Number.TryParse(text, out var number) && double.IsFinite(number.Real)
            ? Value.Of(number)
            : Value.Missing;
    }

    private static Value Signed(ReadOnlySpan<byte> text, int radix)
    {
        if (text is [(byte)'+', ..]) return Digits(text[1..], radix);
        return text is [(byte)'-', ..] && Digits(text[1..], radix).TryGetNumber(out var number)
            ? Value.Of(number.Negated())
            : Digits(text, radix);
    }

    private static Value Digits(ReadOnlySpan<byte> digits, int radix)
    {
        Int128 sum = 0;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiDigit((char)digit) ? digit - '0'
                : char.IsAsciiLetter((char)digit) ? (digit | 0x20) - 'a' + 10
                : int.MaxValue;
            if (worth >= radix) return Value.Missing;
            sum = sum * radix + worth;
            if (sum > long.MaxValue) return Value.Missing;
        }

        return digits.IsEmpty ? Value.Missing : Value.Of(new Number((long)sum));
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
