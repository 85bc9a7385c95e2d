using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DetectionApi.Domain.Eql.Parsing;
using DetectionApi.Domain.Eql.Syntax;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>Turns a regular expression of Lucene's kind into one of .NET's that runs in linear time.</summary>
/// <remarks>
/// It must fit the whole text. As in Lucene there are no anchors (<c>^</c> and <c>$</c> are characters), <c>.</c> is
/// any character, <c>@</c> any text and <c>"…"</c> plain text; only ASCII letters ignore case. Lucene's operators
/// for complement, intersection, intervals and the empty language are refused.
/// </remarks>
internal sealed class LuceneRegex
{
    internal const int LengthMax = 1000;
    private const int RepeatMax = 1000;
    private const int DepthMax = 50;

    // One character of Unicode is one or two of .NET's.
    private const string Pair = "[\\ud800-\\udbff][\\udc00-\\udfff]";
    private const string AnyCharacter = $"(?:[^\\ud800-\\udfff]|{Pair})";

    private readonly StringBuilder _out = new("\\A(?:");
    private readonly string _pattern;
    private readonly bool _ignoreCase;
    private readonly TextLiteral _literal;
    private readonly Stack<int> _groups = new();
    private int _at;

    // Where the last thing that can be repeated begins in the translation.
    private int? _atom;

    private LuceneRegex(TextLiteral literal, bool ignoreCase)
    {
        _literal = literal;
        _pattern = literal.Value;
        _ignoreCase = ignoreCase;
    }

    /// <exception cref="EqlSyntaxException">It is none, or one that cannot run in linear time.</exception>
    public static Regex Compile(TextLiteral literal, bool ignoreCase)
    {
        var translation = new LuceneRegex(literal, ignoreCase).Translate();
        try
        {
            return new Regex(translation, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new EqlSyntaxException(literal.At, "the regular expression is malformed, or too big to run");
        }
    }

    private string Translate()
    {
        if (_pattern.Length > LengthMax) throw Fail($"is longer than {LengthMax} characters");

        while (_at < _pattern.Length) Step();
        return _groups.Count == 0 ? _out.Append(")\\z").ToString() : throw Fail("has a `(` that is never closed");
    }

    private void Step()
    {
        switch (_pattern[_at])
        {
            case '.': Atom(AnyCharacter); break;
            case '@': Atom($"(?:{AnyCharacter}*)"); break;
            case '|': Alternative(); break;
            case '?' or '*' or '+': Repeat(_pattern[_at].ToString()); break;
            case '(': Open(); break;
            case ')': Close(); break;
            case '[': Class(); break;
            case '{': Counted(); break;
            case '"': Quoted(); break;
            case '\\': Escaped(); break;
            case '~' or '&' or '<' or '>' or '#':
                throw Unsupported(_pattern[_at]);
            default: Character(); break;
        }
    }

    private void Atom(string text)
    {
        _atom = _out.Length;
        _out.Append(text);
        _at++;
    }

    private void Alternative()
    {
        _atom = null;
        _out.Append('|');
        _at++;
    }

    private void Open()
    {
        _groups.Push(_out.Length);
        if (_groups.Count > DepthMax) throw Fail($"is nested more than {DepthMax} levels deep");
        _atom = null;
        _out.Append("(?:");
        _at++;
    }

    private void Close()
    {
        if (!_groups.TryPop(out var start)) throw Fail("has a `)` that closes nothing");
        _out.Append(')');
        _atom = start;
        _at++;
    }

    // In brackets, because what .NET reads as a lazy or a doubled operator repeats a repetition in Lucene.
    private void Repeat(string operation)
    {
        if (_atom is not { } start) throw Fail($"has a `{operation}` that repeats nothing");
        _out.Insert(start, "(?:").Append(')').Append(operation);
        _at += operation.Length;
    }

    private void Counted()
    {
        var close = _pattern.IndexOf('}', _at);
        var counts = close < 0 ? [] : _pattern[(_at + 1)..close].Split(',');
        var areCounts = counts.Length is 1 or 2
            && IsCount(counts[0]) && (counts[^1].Length == 0 || IsCount(counts[^1]));
        if (!areCounts) throw Fail($"has no counts up to {RepeatMax} after `{{`");

        Repeat(_pattern[_at..(close + 1)]);
    }

    private static bool IsCount(string digits) =>
        int.TryParse(digits, NumberStyles.None, null, out var count) && count <= RepeatMax;

    private void Quoted()
    {
        var close = _pattern.IndexOf('"', _at + 1);
        if (close < 0) throw Fail("has a `\"` that is never closed");
        var start = _out.Length;
        _out.Append("(?:");
        for (_at++; _at < close;) Character();
        _out.Append(')');
        _atom = start;
        _at++;
    }

    private void Escaped()
    {
        if (++_at == _pattern.Length) throw Fail("ends in a backslash");
        if (ShorthandOf(_pattern[_at]) is { } shorthand)
            Atom(char.IsAsciiLetterUpper(_pattern[_at]) ? NoneOf(shorthand) : $"[{shorthand}]");
        else Character();
    }

    private static string NoneOf(string members) => $"(?:[^{members}\\ud800-\\udfff]|{Pair})";

    // Lucene's own shorthands know ASCII only.
    private static string? ShorthandOf(char letter) => char.ToLowerInvariant(letter) switch
    {
        'd' => "0-9",
        'w' => "a-zA-Z0-9_",
        's' => " \\t\\n\\r",
        _ => null,
    };

    private void Character()
    {
        var rune = Rune.TryGetRuneAt(_pattern, _at, out var read) ? read : throw Fail("has half a surrogate pair");
        _at += rune.Utf16SequenceLength;
        var text = rune.ToString();
        _atom = _out.Length;
        if (text.Length > 1) _out.Append("(?:").Append(text).Append(')');
        else if (_ignoreCase && char.IsAsciiLetter(text[0])) _out.Append('[').Append(BothCases(text[0])).Append(']');
        else _out.Append(Literal(text[0]));
    }

    private void Class()
    {
        var isNegated = _at + 1 < _pattern.Length && _pattern[_at + 1] == '^';
        _at += isNegated ? 2 : 1;
        var members = new StringBuilder();
        var first = _at;
        while (_at < _pattern.Length && (_pattern[_at] != ']' || _at == first)) Member(members);

        if (_at++ >= _pattern.Length) throw Fail("has a `[` that is never closed");
        _atom = _out.Length;
        _out.Append(isNegated ? NoneOf(members.ToString()) : $"[{members}]");
    }

    private void Member(StringBuilder members)
    {
        if (_pattern[_at] == '\\' && _at + 1 < _pattern.Length && ShorthandOf(_pattern[_at + 1]) is { } shorthand
            && char.IsAsciiLetterLower(_pattern[_at + 1]))
        {
            members.Append(shorthand);
            _at += 2;
            return;
        }

        var from = MemberCharacter();
        var isRange = _at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']';
        if (isRange) _at++;
        var to = isRange ? MemberCharacter() : from;
        if (to < from) throw Fail($"has a range from `{from}` to `{to}`, which is empty");

        members.Append(Literal(from)).Append('-').Append(Literal(to));
        if (_ignoreCase) AppendOtherCase(members, from, to);
    }

    private char MemberCharacter()
    {
        if (_pattern[_at] == '\\') _at++;
        if (_at >= _pattern.Length) throw Fail("has a `[` that is never closed");
        return char.IsSurrogate(_pattern[_at])
            ? throw Fail("has a character outside Unicode's basic plane between `[` and `]`")
            : _pattern[_at++];
    }

    private static void AppendOtherCase(StringBuilder members, char from, char to)
    {
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            var upper = char.ToUpperInvariant(letter);
            if ((letter >= from && letter <= to) || (upper >= from && upper <= to)) members.Append(BothCases(letter));
        }
    }

    private static string BothCases(char letter) => $"{char.ToLowerInvariant(letter)}{char.ToUpperInvariant(letter)}";

    private static string Literal(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\u{(int)c:x4}";

    private EqlSyntaxException Unsupported(char c) =>
        Fail($"uses `{c}`, which is not supported here; as a character it is `\\{c}`");

    private EqlSyntaxException Fail(string why) => new(_literal.At, $"the regular expression {why}");
}
