using System.Text;

namespace DetectionApi.Hostile.Making;

/// <summary>Values that JSON allows and nobody expects, and some that it forbids.</summary>
internal static class OddJson
{
    private const int Deep = 3_000;
    private const int ManyMembers = 2_000;

    private static readonly string[] All =
    [
        "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1e-400", "1e999999999", "1E+2", "0.0", "1.0",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615", "4294967296",
        "2147483648", "1.7976931348623157e308", "5e-324", "0.1e1", "123456789012345678901234567890.5",
        "\"\"", "{}", "[]", "[[]]", "[{}]", "[null]", "{\"\":null}", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"", "\"\\ufeff\"", "\"\\uFFFF\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"",
    ];

    private static readonly string[] Forbidden =
    [
        "", "NaN", "Infinity", "-Infinity", "undefined", "nul", "True", "01", "1.", ".5", "+1", "0x10", "1e",
        "--1", "'a'",
        "\"\\x41\"", "\"\\u12\"", "\"\\u00zz\"", "\"", "\"\\", "\"a\nb\"", "\"\t\"", "{", "[", "}", "]", "{]", "[1,]",
        "{\"a\":1,}", "{\"a\"}", "{a:1}", "{1:1}", "[1 2]", "1 2", "/* a */ 1", "// a\n1", "\0", "\ufeff1", "`1`",
    ];

    public static string Of(Dice dice) => dice.Roll(30) switch
    {
        0 => new string('9', dice.Between(20, 600)),
        1 => $"0.{new string('0', dice.Between(20, 600))}1",
        2 => $"\"{new string('a', dice.Between(1_000, 20_000))}\"",
        3 => string.Concat("\"", new StringBuilder().Insert(0, "\\\\", dice.Between(500, 5_000)), "\""),
        4 => string.Concat("\"", new StringBuilder().Insert(0, "\\u0061", dice.Between(100, 2_000)), "\""),
        5 => Nested(dice.Between(2, 70), dice),
        6 => dice.Chance(20) ? Nested(dice.Between(70, Deep), dice) : "[]",
        7 => Members(dice.Between(2, dice.Chance(5) ? ManyMembers : 40), dice),
        8 => $"[{string.Join(',', Enumerable.Repeat(dice.Pick(All), dice.Between(2, 300)))}]",
        9 => dice.Pick(Forbidden),
        < 18 => Quoted(OddText.Of(dice)),
        _ => dice.Pick(All),
    };

    /// <summary>A text as JSON spells it; half a surrogate pair stays one.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\') quoted.Append('\\').Append(letter);
            else if (letter < ' ' || char.IsSurrogate(letter)) quoted.Append($"\\u{(int)letter:x4}");
            else quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }

    private static string Nested(int depth, Dice dice) => dice.Chance(50)
        ? string.Concat(new string('[', depth), "1", new string(']', depth))
        : new StringBuilder().Insert(0, "{\"a\":", depth).Append('1').Append('}', depth).ToString();

    private static string Members(int count, Dice dice)
    {
        var isOneName = dice.Chance(50);
        var members = Enumerable.Range(0, count).Select(i => $"\"{(isOneName ? "a" : $"a{i}")}\":{i}");
        return $"{{{string.Join(',', members)}}}";
    }
}
