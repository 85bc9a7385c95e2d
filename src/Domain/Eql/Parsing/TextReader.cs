using System.Globalization;
using System.Text;

namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>Reads one text from quote to quote.</summary>
internal sealed class TextReader(string source, int start)
{
    private const string RawQuote = "\"\"\"";
    private readonly StringBuilder _text = new();

    /// <summary>Where the query goes on after the text.</summary>
    public int End { get; private set; }

    public string Read()
    {
        if (source.AsSpan(start).StartsWith(RawQuote)) return Raw();

        for (End = start + 1; End < source.Length && source[End] is not ('\n' or '\r');)
        {
            if (source[End] == '"')
            {
                End++;
                return _text.ToString();
            }

            if (source[End] == '\\') Escape();
            else _text.Append(source[End++]);
        }

        throw NeverClosed();
    }

    private string Raw()
    {
        var first = start + RawQuote.Length;
        var close = source.IndexOf(RawQuote, first, StringComparison.Ordinal);
        if (close < 0 || source.AsSpan(first, close - first).IndexOfAny('\r', '\n') >= 0) throw NeverClosed();

        // Up to two quotes before the closing three belong to the text, so that raw text can end in a quote.
        for (var more = 0; more < 2 && close + 3 < source.Length && source[close + 3] == '"'; more++) close++;
        End = close + RawQuote.Length;
        return source[first..close];
    }

    private void Escape()
    {
        if (End + 1 >= source.Length) throw NeverClosed();
        if (source[End + 1] == 'u')
        {
            Unicode();
            return;
        }

        _text.Append(source[End + 1] switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' or '\'' or '\\' => source[End + 1],
            var other => throw new EqlSyntaxException(
                End, $"unknown escape `\\{other}`: a backslash is written `\\\\`, or use raw text, \"\"\"so\"\"\""),
        });
        End += 2;
    }

    private void Unicode()
    {
        var unit = End + 2 < source.Length && source[End + 2] == '{' ? Braced() : FourDigits();
        if (char.IsHighSurrogate((char)(unit & 0xFFFF)) && unit <= 0xFFFF && source.AsSpan(End).StartsWith("\\u"))
            unit = Pair((char)unit, FourDigits());

        _text.Append(Rune.IsValid(unit) ? new Rune(unit).ToString() : throw NoCharacter());
    }

    private int Pair(char high, int low) =>
        low is >= 0xDC00 and <= 0xDFFF ? char.ConvertToUtf32(high, (char)low) : throw NoCharacter();

    private int Braced()
    {
        var close = source.IndexOf('}', End);
        return close < 0 ? throw NoCharacter() : Digits(End + 3, close, close + 1, fewest: 2, most: 8);
    }

    private int FourDigits() => Digits(End + 2, End + 6, End + 6, fewest: 4, most: 4);

    private int Digits(int from, int to, int next, int fewest, int most)
    {
        if (to > source.Length || to - from < fewest || to - from > most
            || !int.TryParse(source.AsSpan(from, to - from), NumberStyles.AllowHexSpecifier, null, out var unit))
            throw NoCharacter();

        End = next;
        return unit;
    }

    private EqlSyntaxException NoCharacter() =>
        new(Math.Min(End, source.Length), "expected a character as `\\u{2 to 8 hexadecimal digits}` or `\\uXXXX`");

    private EqlSyntaxException NeverClosed() => new(start, "the text that starts here is never closed");
}
