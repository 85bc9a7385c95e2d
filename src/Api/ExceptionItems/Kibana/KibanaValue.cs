using System.Text.Json;
using System.Text.Json.Serialization;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>The value of an entry: a text, or several of which any will do.</summary>
/// <param name="All">The texts.</param>
/// <param name="IsList">True if they stand in a list, be it of one.</param>
[JsonConverter(typeof(Converter))]
internal sealed record KibanaValue(IReadOnlyList<string> All, bool IsList)
{
    public static KibanaValue Of(string text) => new([text], IsList: false);

    public static KibanaValue Of(IEnumerable<string> texts) => new([.. texts], IsList: true);

    private sealed class Converter : JsonConverter<KibanaValue>
    {
        public override KibanaValue Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray) return Of(TextAt(ref reader));

            var several = new List<string>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) several.Add(TextAt(ref reader));
            return new KibanaValue(several, IsList: true);
        }

        public override void Write(Utf8JsonWriter writer, KibanaValue value, JsonSerializerOptions options)
        {
            if (!value.IsList)
            {
                writer.WriteStringValue(value.All[0]);
                return;
            }

            writer.WriteStartArray();
            foreach (var text in value.All) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        private static string TextAt(ref Utf8JsonReader reader) =>
            reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException();
    }
}
