using System.Text.Json;
using System.Text.Json.Serialization;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Http;

/// <summary>Enumerations as words, as <see cref="Words"/> has them; no number stands for one.</summary>
/// <remarks>The framework's own way is the same, but does not say which word came and which there are.</remarks>
internal sealed class WordJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.String) throw new JsonException();

            var word = reader.GetString()!;
            return Words.TryParse(word, out T value) ? value : throw new UnknownWordException(word, Words.All<T>());
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Words.Of(value));
    }
}
