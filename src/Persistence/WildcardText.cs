using System.Text;

namespace DetectionApi.Persistence;

/// <summary>Holds text against <c>*</c> and <c>?</c> as SQLite's <c>LIKE</c> does.</summary>
/// <remarks>Case is ignored within ASCII only, and <c>?</c> is one code point, not one <c>char</c>.</remarks>
internal static class WildcardText
{
    /// <summary>True if the whole text fits the pattern. What is null fits nothing.</summary>
    public static bool Fits(string pattern, string? text)
    {
        if (text is null) return false;

        var (p, t) = (0, 0);
        var (star, retry) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == '?')
            {
                p++;
                t += LengthAt(text, t);
            }
            else if (p < pattern.Length && Fold(pattern[p]) == Fold(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                // The last star takes one more; an earlier one never has to.
                retry += LengthAt(text, retry);
                (p, t) = (star + 1, retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static int LengthAt(string text, int index) =>
        Rune.TryGetRuneAt(text, index, out var rune) ? rune.Utf16SequenceLength : 1;

    private static char Fold(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
}
