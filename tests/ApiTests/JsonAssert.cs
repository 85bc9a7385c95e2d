using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Compares the part of an answer that matters.</summary>
internal static class JsonAssert
{
    /// <summary>Stands for any value but null.</summary>
    public const string Any = "…";

    /// <summary>
    /// All that is expected must be there: of objects the members that are named, of arrays every element, in order.
    /// </summary>
    public static void Contains(JsonNode? expected, JsonNode? actual, string where = "$")
    {
        switch (expected)
        {
            case JsonObject members when actual is JsonObject there:
                foreach (var (name, value) in members)
                {
                    if (!there.TryGetPropertyValue(name, out var member))
                        Assert.Fail($"{where} has no '{name}': {actual}");
                    Contains(value, member, $"{where}.{name}");
                }

                break;
            case JsonArray elements when actual is JsonArray there:
                if (elements.Count != there.Count)
                    Assert.Fail($"{where} has {there.Count} elements, not {elements.Count}: {actual.ToJsonString()}");
                for (var i = 0; i < elements.Count; i++) Contains(elements[i], there[i], $"{where}[{i}]");
                break;
            case JsonValue any when any.TryGetValue(out string? text) && text == Any:
                if (actual is null) Assert.Fail($"{where} is null");
                break;
            default:
                if (!JsonNode.DeepEquals(expected, actual))
                    Assert.Fail($"{where} is {Show(actual)} instead of {Show(expected)}");
                break;
        }
    }

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";

    /// <summary>Clients look for exact text in answers: no space may stand outside of strings.</summary>
    public static bool IsCompact(string json)
    {
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"') inText = !inText;
            else if (inText && json[i] == '\\') i++;
            else if (!inText && char.IsWhiteSpace(json[i])) return false;
        }

        return true;
    }
}
