using System.Text;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>Positions in UTF-8, as EQL's functions count them.</summary>
/// <remarks>
/// Elasticsearch counts UTF-16 units there, so a character outside the basic plane counts twice; the wildcard
/// <c>?</c> counts characters.
/// </remarks>
internal static class Utf8Text
{
    public static int Length(ReadOnlySpan<byte> text) => Encoding.UTF8.GetCharCount(text);

    /// <summary>The byte at which a position lies; the text's end for one beyond it.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> text, long position)
    {
        if (Ascii.IsValid(text)) return (int)Math.Clamp(position, 0, text.Length);

        var at = 0;
        while (position > 0 && at < text.Length)
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var used);
            at += used;
            position -= rune.Utf16SequenceLength;
        }

        return at;
    }

    /// <summary>The byte after the character that begins at <paramref name="at"/>.</summary>
    /// <remarks>Bytes that continue nothing belong to what stands before: bad UTF-8 has characters, too.</remarks>
    public static int Next(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (at < text.Length && IsContinuation(text[at])) at++;
        return at;
    }

    /// <summary>The byte at which the character before <paramref name="at"/> begins.</summary>
    public static int Previous(ReadOnlySpan<byte> text, int at)
    {
        at--;
        while (at > 0 && IsContinuation(text[at])) at--;
        return at;
    }

    public static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;
}
