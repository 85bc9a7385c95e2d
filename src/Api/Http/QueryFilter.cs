using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace DetectionApi.Api.Http;

/// <summary>The filters of a list in a body: its query parameters as members, each a value or a list of them.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class QueryFilter(Dictionary<string, StringValues> values)
{
    /// <summary>The names of what is given.</summary>
    public IReadOnlyCollection<string> Names => values.Keys;

    /// <summary>The same as the query of an address would hold it.</summary>
    public IQueryCollection AsQuery() => new QueryCollection(values);

    private sealed class Converter : JsonConverter<QueryFilter>
    {
        public override QueryFilter Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException();

            var values = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (!values.TryAdd(name, ReadValues(ref reader))) throw new JsonException();
            }

            return new QueryFilter(values);
        }

        public override void Write(Utf8JsonWriter writer, QueryFilter value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Filters are only taken.");

        private static StringValues ReadValues(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not JsonTokenType.StartArray) return ReadValue(ref reader);

            var several = new List<string>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) several.Add(ReadValue(ref reader));
            return several.ToArray();
        }

        // Times may be numbers.
        private static string ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number when reader.TryGetInt64(out var number) => Cursor.Of(number),
            _ => throw new JsonException(),
        };
    }
}
