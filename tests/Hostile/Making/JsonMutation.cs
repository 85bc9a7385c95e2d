using System.Text;

namespace DetectionApi.Hostile.Making;

/// <summary>Makes a valid document strange: a few changes of its structure, one after another.</summary>
internal static class JsonMutation
{
    private const int WrapsMax = 6;

    /// <summary>The document with some changes; about one of twelve stays as it is.</summary>
    public static JsonPart Of(JsonPart valid, Dice dice)
    {
        var root = JsonPart.Array(valid.Copy());
        for (var changes = dice.Roll(12) == 0 ? 0 : dice.Between(1, 4); changes > 0; changes--) Change(root, dice);

        return root.Parts is [var (_, changed), ..] ? changed : JsonPart.Of("");
    }

    private static void Change(JsonPart root, Dice dice)
    {
        var holders = root.Holders().ToList();
        if (holders.Count == 0) return;

        var holder = dice.OneOf(holders);
        var at = dice.Roll(holder.Parts.Count);
        var (name, value) = holder.Parts[at];
        switch (dice.Roll(12))
        {
            case 0: holder.Parts.RemoveAt(at); break;
            case 1: holder.Parts.Insert(dice.Roll(holder.Parts.Count), (name, value.Copy())); break;
            case 2: holder.Parts.Add((name, JsonPart.Of(OddJson.Of(dice)))); break;
            case 3: Swap(holder.Parts, at, dice.Roll(holder.Parts.Count)); break;
            case 4: holder.Parts[at] = (name, Wrapped(value, dice)); break;
            case 5: holder.Parts[at] = (OddName(name, dice), value); break;
            case 6: holder.Parts.Add((OddName(name, dice), dice.OneOf(holders).Copy())); break;
            case 7 when value.Kind == ' ': value.Respell(Escaped(value.Token)); break;
            case 8 when value.Token is ['"', _, ..]: value.Respell(Longer(value.Token, dice)); break;
            default: holder.Parts[at] = (name, JsonPart.Of(OddJson.Of(dice))); break;
        }
    }

    private static void Swap(List<(string, JsonPart Value)> parts, int one, int other) =>
        (parts[one], parts[other]) = (parts[one] with { Value = parts[other].Value },
            parts[other] with { Value = parts[one].Value });

    private static JsonPart Wrapped(JsonPart value, Dice dice)
    {
        for (var wraps = dice.Between(1, WrapsMax); wraps > 0; wraps--)
            value = dice.Chance(50) ? JsonPart.Array(value) : JsonPart.Object(("\"a\"", value));

        return value;
    }

    private static string OddName(string name, Dice dice) => dice.Roll(6) switch
    {
        0 => OddJson.Quoted(OddText.Of(dice)),
        1 => name.ToUpperInvariant(),
        2 => name.Insert(Math.Min(1, name.Length), "."),
        3 => Escaped(name),
        4 => "\"event.code\"",
        _ => name.Length > 2 ? $"{name[..^2]}\"" : "\"\"",
    };

    // Every letter of a text as its number: the same text to whoever reads it rightly.
    private static string Escaped(string token)
    {
        if (token is not ['"', .. var text, '"'] || text.Contains('\\', StringComparison.Ordinal)) return token;

        var escaped = new StringBuilder("\"");
        foreach (var letter in text) escaped.Append($"\\u{(int)letter:x4}");
        return escaped.Append('"').ToString();
    }

    private static string Longer(string token, Dice dice) =>
        token.Insert(1, OddJson.Quoted(OddText.Of(dice))[1..^1]);
}
