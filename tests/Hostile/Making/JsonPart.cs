using System.Text;
using System.Text.Json;

namespace DetectionApi.Hostile.Making;

/// <summary>JSON as it is spelled, so that it can be spelled wrongly: members twice, numbers without end.</summary>
internal sealed class JsonPart
{
    private JsonPart(char kind, string token) => (Kind, Token) = (kind, token);

    /// <summary><c>{</c>, <c>[</c>, or a blank for anything else.</summary>
    public char Kind { get; }

    /// <summary>The spelling, unless there is something in it.</summary>
    public string Token { get; private set; }

    /// <summary>What is in it; names as they are spelled, empty in an array.</summary>
    public List<(string Name, JsonPart Value)> Parts { get; } = [];

    public static JsonPart Of(string token) => new(' ', token);

    public static JsonPart Object(params IEnumerable<(string Name, JsonPart Value)> members)
    {
        var made = new JsonPart('{', "");
        made.Parts.AddRange(members);
        return made;
    }

    public static JsonPart Array(params IEnumerable<JsonPart> values)
    {
        var made = new JsonPart('[', "");
        made.Parts.AddRange(values.Select(value => ("", value)));
        return made;
    }

    public static JsonPart Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>Another one that can be changed by itself.</summary>
    public JsonPart Copy()
    {
        var copy = new JsonPart(Kind, Token);
        copy.Parts.AddRange(Parts.Select(part => (part.Name, part.Value.Copy())));
        return copy;
    }

    public void Respell(string token) => Token = token;

    /// <summary>Whatever has something in it, itself included.</summary>
    public IEnumerable<JsonPart> Holders() =>
        Parts.Count == 0 ? [] : Parts.SelectMany(part => part.Value.Holders()).Prepend(this);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private static JsonPart Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element.EnumerateObject().Select(
            member => (JsonSerializer.Serialize(member.Name), Of(member.Value)))),
        JsonValueKind.Array => Array(element.EnumerateArray().Select(Of)),
        _ => Of(element.GetRawText()),
    };

    private void Write(StringBuilder text)
    {
        if (Kind == ' ')
        {
            text.Append(Token);
            return;
        }

        text.Append(Kind);
        for (var i = 0; i < Parts.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (Kind == '{') text.Append(Parts[i].Name).Append(':');
            Parts[i].Value.Write(text);
        }

        text.Append(Kind == '{' ? '}' : ']');
    }
}
