using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace DetectionApi.Api.Http;

/// <summary>A JSON object that is passed on as it came.</summary>
/// <param name="Bytes">One JSON object.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(byte[] Bytes)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException();

            using var document = JsonDocument.ParseValue(ref reader);
            return new RawJson(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
        }

        // Bytes that are no UTF-8 would make the whole answer unreadable.
        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(
                Utf8.IsValid(value.Bytes) ? value.Bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value.Bytes)),
                skipInputValidation: true);
    }
}
