using System.Text.Json;
using System.Text.Json.Nodes;

namespace DetectionApi.HouseTests;

/// <summary>Holds JSON against a schema of the OpenAPI document, as far as our schemas go.</summary>
internal sealed class SchemaCheck(JsonObject schemas)
{
    /// <summary>What is wrong, each with its place.</summary>
    public IEnumerable<string> FaultsIn(JsonNode? value, JsonNode schema, string at)
    {
        if ((string?)schema["$ref"] is { } reference)
            return FaultsIn(value, schemas[reference.Split('/')[^1]]!, at);
        if (schema["oneOf"] is JsonArray forms)
            return forms.Any(form => !FaultsIn(value, form!, at).Any()) ? [] : [$"{at} is none of what it may be"];

        return
        [
            .. TypeFaults(value, schema, at),
            .. value is JsonObject members ? MemberFaults(members, schema, at) : [],
            .. value is JsonArray items && schema["items"] is { } each
                ? items.Index().SelectMany(item => FaultsIn(item.Item, each, $"{at}/{item.Index}"))
                : [],
        ];
    }

    private static IEnumerable<string> TypeFaults(JsonNode? value, JsonNode schema, string at)
    {
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(type => (string?)type).ToList(),
            JsonValue one => [(string?)one],
            _ => [],
        };
        var type = TypeOf(value);
        if (types.Count > 0 && !types.Contains(type)) yield return $"{at} is {type}, not {string.Join(" or ", types)}";
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
            yield return $"{at} is {value}, not one of {words.ToJsonString()}";
    }

    private IEnumerable<string> MemberFaults(JsonObject members, JsonNode schema, string at)
    {
        var known = schema["properties"]?.AsObject() ?? [];
        var others = schema["additionalProperties"];
        var isClosed = others is JsonValue && !(bool)others;
        return
        [
            .. from name in schema["required"]?.AsArray() ?? []
               where !members.ContainsKey((string)name!)
               select $"{at}/{name} is missing",
            .. from member in members
               where isClosed && !known.ContainsKey(member.Key)
               select $"{at}/{member.Key} is unknown",
            .. from member in members
               where others is JsonObject && !known.ContainsKey(member.Key)
               from fault in FaultsIn(member.Value, others!, $"{at}/{member.Key}")
               select fault,
            .. from member in members
               where known.ContainsKey(member.Key)
               from fault in FaultsIn(member.Value, known[member.Key]!, $"{at}/{member.Key}")
               select fault,
        ];
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "boolean",
    };
}
