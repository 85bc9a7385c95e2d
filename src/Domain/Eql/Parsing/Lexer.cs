using DetectionApi.Domain.Eql.Syntax;

namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>Cuts a query into words, text, numbers and symbols.</summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "<", ">", ":", "(", ")", ",", ".", "?", "+", "-", "*", "/", "%", "[", "]", "|"];

    private int _at;

    /// <exception cref="EqlSyntaxException">Something in the query is no EQL.</exception>
    public List<Token> Tokens()
    {
        var tokens = new List<Token>();
        do tokens.Add(Next());
        while (tokens[^1].Kind is not TokenKind.End);

        return tokens;
    }

    private ReadOnlySpan<char> Rest => source.AsSpan(_at);

    private char Peek(int ahead = 0) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private Token Next()
    {
        SkipBlank();
        var start = _at;
        if (start == source.Length) return new(TokenKind.End, start, "");
        if (EqlText.StartsName(source[start])) return Word();
        if (char.IsAsciiDigit(source[start]) || (source[start] == '.' && char.IsAsciiDigit(Peek(1)))) return Number();
        return source[start] switch
        {
            '"' => Text(),
            '`' => QuotedName(),
            _ => Symbol(),
        };
    }

    private void SkipBlank()
    {
        while (_at < source.Length)
        {
            if (source[_at] is ' ' or '\t' or '\r' or '\n') _at++;
            else if (Rest.StartsWith("//")) SkipUntil("\n", source.Length);
            else if (Rest.StartsWith("/*")) SkipUntil("*/", null);
            else break;
        }
    }

    private void SkipUntil(string end, int? otherwise)
    {
        var found = source.IndexOf(end, Math.Min(_at + 2, source.Length), StringComparison.Ordinal);
        if (found < 0 && otherwise is null) throw Fail(_at, "the comment that starts here is never closed");
        _at = found < 0 ? otherwise!.Value : found + end.Length;
    }

    private Token Word()
    {
        var start = _at;
        while (EqlText.ContinuesName(Peek()) || _at == start) _at++;
        if (Peek() == '~') _at++;
        return new(TokenKind.Word, start, source[start.._at]);
    }

    private Token Number()
    {
        var start = _at;
        SkipDigits();
        if (Peek() == '.') _at++;
        SkipDigits();
        if (Peek() is 'e' or 'E') SkipExponent();
        if (!EqlText.ContinuesName(Peek()) && Peek() is not '.')
            return new(TokenKind.Number, start, source[start.._at]);

        while (EqlText.ContinuesName(Peek()) || Peek() is '.') _at++;
        throw Fail(start, $"`{source[start.._at]}` is not a number");
    }

    private void SkipExponent()
    {
        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (!char.IsAsciiDigit(Peek(1 + sign))) return;
        _at += 1 + sign;
        SkipDigits();
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek())) _at++;
    }

    private Token Text()
    {
        var start = _at;
        var text = new TextReader(source, start);
        var value = text.Read();
        _at = text.End;
        return new(TokenKind.Text, start, value);
    }

    private Token QuotedName()
    {
        var start = _at++;
        for (; _at < source.Length; _at++)
        {
            if (source[_at] != '`') continue;
            if (Peek(1) != '`') break;
            _at++;
        }

        if (_at >= source.Length) throw Fail(start, "the name that starts here is never closed");
        var name = source[(start + 1).._at++].Replace("``", "`", StringComparison.Ordinal);
        return name.Length > 0 ? new(TokenKind.QuotedName, start, name) : throw Fail(start, "a name cannot be empty");
    }

    private Token Symbol()
    {
        var start = _at;
        if (Rest.StartsWith("?\"")) throw Fail(start, "expected a field after `?`; raw text is written \"\"\"so\"\"\"");
        foreach (var symbol in Symbols)
        {
            if (!Rest.StartsWith(symbol)) continue;
            _at += symbol.Length;
            return new(TokenKind.Symbol, start, symbol);
        }

        throw Fail(start, Advice(source[start]));
    }

    private static string Advice(char c) => c switch
    {
        '\'' => "text is quoted with `\"`, never with `'`",
        '=' => "`=` is no comparison: use `==` for exactly this value, or `:` to ignore case",
        '!' => "unexpected `!`: use `!=` or `not`",
        '&' => "unexpected `&`: use `and`",
        '~' => "unexpected `~`: it directly follows `in`, `like`, `regex` or a function's name",
        _ when char.IsControl(c) || c > '~' => $"unexpected U+{(int)c:X4}",
        _ => $"unexpected `{c}`",
    };

    private static EqlSyntaxException Fail(int at, string message) => new(at, message);
}
