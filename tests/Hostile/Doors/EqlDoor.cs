using System.Text;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.Rules;
using DetectionApi.Support;

namespace DetectionApi.Hostile.Doors;

/// <summary>Queries: of the grammar's making, of the catalogue, and then spoilt.</summary>
internal sealed class EqlDoor : IDoor
{
    private const int DepthMax = 6;

    private static readonly string[] Fields =
        ["winlog.event_data.CallTrace", "event.code", "process.pid", "?a.b", "`odd name`", "tags", "@timestamp"];

    private static readonly string[] Functions =
    [
        "length", "startsWith", "endsWith~", "stringContains", "stringContains~", "indexOf", "indexOf~", "substring",
        "between", "between~", "concat", "string", "number", "cidrMatch", "wildcard", "wildcard~", "add", "divide",
        "modulo", "nothing",
    ];

    private static readonly string[] Patterns =
    [
        "\"*a*a*a*a*b\"", "\"?:\\\\Windows\\\\*\"", "\"(a|a)*b\"", "\"(a*)*b\"", "\"([a-z]+)+x\"", "\".*.*.*=.*\"",
        "\"a{1,1000}{1,1000}\"", "\"(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}\"", "\"[\\\\w-]+@[\\\\d]*\"",
        "\"~(a)\"",
        "\"<1-99999999>\"", "\"(a|b|c|d|e|f)*(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)\"", "\"[]\"",
        "\"\"\"raw\\\"\"\"", "\"\\ud800\"", "\"\\u{110000}\"", "\"\\q\"", "\"\"", "\"*\"", "\"10.0.0.0/8\"", "\"::/0\"",
    ];

    private static readonly string[] Words =
    [
        "and", "or", "not", "in", "in~", "like", "like~", "regex", "regex~", ":", "==", "!=", "<", ">=", "(", ")",
        ",", "+",
        "-", "*", "/", "%", "where", "any", "null", "true", "sequence", "|", "[", "]", ".", "?", "//", "/*", "\"",
        "`", "'",
    ];

    private static readonly string[] OfCatalogue =
        [.. RuleCatalogue.BuiltIn.SelectMany(rule => rule.Versions).Select(version => version.Query.Text)];

    private static readonly byte[][] Documents =
    [
        Some.ProcessAccess().Utf8, SomeContext.Start().Utf8,
        Some.ProcessAccess(new string('a', 20_000)).With("tags", new[] { "a", "b", "10.1.2.3", "7" }).Utf8,
    ];

    public string Name => "eql";

    public int Share => 15;

    public HostileInput Make(Dice dice)
    {
        var text = dice.Chance(15) ? dice.Pick(OfCatalogue) : $"any where {Condition(dice, DepthMax)}";
        if (dice.Chance(40)) text = Spoilt(text, dice);
        return new CallInput(Name, text, () => Try(text));
    }

    private static string? Try(string text)
    {
        if (!EqlQuery.TryParse(text, out var query, out var error))
            return error.Line < 1 || error.Column < 1 || error.Message.Length == 0
                ? $"an error without a place: {error}"
                : null;

        if (!EqlQuery.TryParse(query.ToString(), out var again, out error)) return $"{query}: {error}";
        if (again.ToString() != query.ToString()) return $"{again} is not {query}";

        var fields = new FieldSet(query.Fields);
        var (matcher, buffer) = (query.Compile(fields), new EventBuffer(fields));
        foreach (var document in Documents)
        {
            buffer.TryRead(document, out var view, out _);
            var isMatch = matcher.Matches(view);
            if (matcher.Matches(view) != isMatch) return "it is true and false of one event";
        }

        return null;
    }

    private static string Condition(Dice dice, int depth) => depth == 0
        ? $"{dice.Pick(Fields)} {dice.Pick("==", ":", "!=", "like~", "regex")} {dice.Pick(Patterns)}"
        : dice.Roll(10) switch
        {
            0 => $"({Condition(dice, depth - 1)} and {Condition(dice, depth - 1)})",
            1 => $"{Condition(dice, depth - 1)} or {Condition(dice, depth - 1)}",
            2 => $"not ({Condition(dice, depth - 1)})",
            3 => $"{Value(dice, depth)} {dice.Pick("<", "<=", ">", "==", "!=")} {Value(dice, depth)}",
            4 => $"{Value(dice, depth)} {dice.Pick("in", "in~", "not in")} ({List(dice)})",
            5 => $"{dice.Pick(Fields)} {dice.Pick("regex", "regex~", "like", ":")} ({List(dice)})",
            6 => Call(dice, depth),
            7 => $"{dice.Pick(Fields)} {dice.Pick("==", "!=")} null",
            _ => Condition(dice, 0),
        };

    private static string Value(Dice dice, int depth) => dice.Roll(depth > 0 ? 8 : 5) switch
    {
        0 => $"{dice.Roll(100)}",
        1 => dice.Pick(Patterns),
        2 => dice.Pick("1e999999999", "9223372036854775808", "0.1", "5.", "-9223372036854775808", "true", "null"),
        3 or 4 => dice.Pick(Fields),
        5 => $"({Value(dice, depth - 1)} {dice.Pick("+", "-", "*", "/", "%")} {Value(dice, depth - 1)})",
        6 => $"-{Value(dice, depth - 1)}",
        _ => Call(dice, depth - 1),
    };

    private static string Call(Dice dice, int depth)
    {
        var arguments = Enumerable.Range(0, dice.Between(0, 4)).Select(_ => Value(dice, Math.Max(0, depth - 1)));
        return $"{dice.Pick(Functions)}({string.Join(", ", arguments)})";
    }

    private static string List(Dice dice) => string.Join(
        ", ", Enumerable.Range(0, dice.Between(1, dice.Chance(2) ? 3000 : 5)).Select(_ => dice.Pick(Patterns)));

    private static string Many(string part) => new StringBuilder().Insert(0, part, 5_000).ToString();

    private static string Spoilt(string text, Dice dice)
    {
        for (var changes = dice.Between(1, 3); changes > 0; changes--)
        {
            var at = dice.Roll(text.Length + 1);
            text = dice.Roll(6) switch
            {
                0 => text[..at],
                1 => text.Insert(at, dice.Pick(Words)),
                2 => text.Insert(at, OddText.Of(dice)),
                3 => text.Remove(at, Math.Min(text.Length - at, dice.Between(1, 8))),
                4 => text.Insert(at, Many(dice.Pick("(", "not ", "-", "!", "a."))),
                _ => text.Insert(at, $" {dice.Pick(Words)} "),
            };
        }

        return text;
    }
}
