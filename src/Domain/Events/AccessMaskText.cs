using System.Buffers.Text;

namespace DetectionApi.Domain.Events;

/// <summary>The spellings of <c>GrantedAccess</c>.</summary>
/// <remarks>
/// Sysmon writes <c>0x1fffff</c> or <c>0x1FFFFF</c>; readers of event files pad it to <c>0x001fffff</c>; some
/// collectors send the number, as JSON or as decimal text. Digits without <c>0x</c> are always decimal.
/// </remarks>
public static class AccessMaskText
{
    /// <summary>Reads a mask of 32 bits.</summary>
    /// <returns>False for anything else, signs and blanks included.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out uint bits)
    {
        int consumed;
        if (text is [(byte)'0', (byte)'x' or (byte)'X', .. var digits])
        {
            // The last digit stays, so that 0x0000 is zero and 0x alone is nothing.
            while (digits is [(byte)'0', _, ..]) digits = digits[1..];
            return digits.Length <= 8
                ? Utf8Parser.TryParse(digits, out bits, out consumed, 'x') && consumed == digits.Length
                : Fail(out bits);
        }

        return text is [>= (byte)'0' and <= (byte)'9', ..]
            ? Utf8Parser.TryParse(text, out bits, out consumed) && consumed == text.Length
            : Fail(out bits);
    }

    private static bool Fail(out uint bits)
    {
        bits = 0;
        return false;
    }
}
