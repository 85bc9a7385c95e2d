using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>Takes the escapes out of JSON text.</summary>
/// <remarks>
/// The base library's own way throws on half a surrogate pair. Windows allows one in a path, some shippers pass it on
/// as <c>\ud800</c>, and an event must not be lost over it: here it becomes U+FFFD.
/// </remarks>
public static class JsonText
{
    /// <summary>The name or text that the reader stands on; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Of(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped) return Encoding.UTF8.GetString(json.ValueSpan);

        var text = new byte[json.ValueSpan.Length];
        return Encoding.UTF8.GetString(text, 0, Unescape(json.ValueSpan, text));
    }

    /// <summary>True if the name or text that the reader stands on is <paramref name="expected"/>.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> expected) => json.ValueIsEscaped
        ? Encoding.UTF8.GetBytes(Of(ref json)).AsSpan().SequenceEqual(expected)
        : json.ValueSpan.SequenceEqual(expected);

    /// <summary>Writes <paramref name="escaped"/> without its escapes and returns how many bytes that took.</summary>
    /// <param name="escaped">What stands between the quotation marks, accepted by a JSON reader before.</param>
    /// <param name="destination">At least as long as <paramref name="escaped"/>: unescaping never lengthens.</param>
    internal static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        for (var next = escaped.IndexOf((byte)'\\'); next >= 0; next = escaped.IndexOf((byte)'\\'))
        {
            escaped[..next].CopyTo(destination[written..]);
            written += next;
            escaped = escaped[(next + 1)..];
            if (escaped[0] == (byte)'u')
            {
                var rune = ReadRune(ref escaped);
                written += rune.EncodeToUtf8(destination[written..]);
            }
            else
            {
                destination[written++] = Plain(escaped[0]);
                escaped = escaped[1..];
            }
        }

        escaped.CopyTo(destination[written..]);
        return written + escaped.Length;
    }

    private static byte Plain(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    // Starts at the `u` of the first escape; takes a second one if the two are a surrogate pair.
    private static Rune ReadRune(ref ReadOnlySpan<byte> escaped)
    {
        var high = ReadUnit(escaped[1..]);
        escaped = escaped[5..];
        if (char.IsHighSurrogate(high) && escaped.StartsWith("\\u"u8)
            && Rune.TryCreate(high, ReadUnit(escaped[2..]), out var pair))
        {
            escaped = escaped[6..];
            return pair;
        }

        return Rune.TryCreate(high, out var rune) ? rune : Rune.ReplacementChar;
    }

    private static char ReadUnit(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out ushort unit, out _, 'x') ? (char)unit : '\ufffd';
}
