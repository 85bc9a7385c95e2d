using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace DetectionApi.Persistence.Audit;

/// <summary>Rows, or what changed in them, as JSON in the words in which the interface shows them.</summary>
internal static class AuditJson
{
    // What is longer is told by its hash: the log must not hold every document a second time.
    private const int ValueBytesMax = 4 * 1024;

    private static readonly JsonSerializerOptions Options = MakeOptions();

    private static readonly JsonWriterOptions Plain = new() { Encoder = Options.Encoder };

    /// <summary>The members of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isShown">Which members.</param>
    /// <param name="valueOf">Their values.</param>
    public static string Of(
        EntityEntry row, Func<PropertyEntry, bool> isShown, Func<PropertyEntry, object?> valueOf)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            Write(json, row.Properties, row.ComplexProperties, isShown, valueOf);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    // The first that fits counts, and the domain's own takes every enumeration.
    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(DomainJson.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (var converter in (JsonConverter[])[
            new UtcMilliseconds(), new AsText<AccessMask>(), new AsText<CallTraceShape>(), new Hex(), new Classes()])
            options.Converters.Insert(0, converter);
        return options;
    }

    private static void Write(
        Utf8JsonWriter json, IEnumerable<PropertyEntry> members, IEnumerable<ComplexPropertyEntry> parts,
        Func<PropertyEntry, bool> isShown, Func<PropertyEntry, object?> valueOf)
    {
        foreach (var member in members.Where(isShown))
        {
            json.WritePropertyName(NameOf(member));
            Write(json, valueOf(member));
        }

        foreach (var part in parts.Where(part => MembersOf(part).Any(isShown)))
        {
            json.WriteStartObject(NameOf(part));
            Write(json, part.Properties, part.ComplexProperties, isShown, valueOf);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        if (value is byte[] bytes)
        {
            WriteDigest(json, bytes);
            return;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), Options);
        if (text.Length <= ValueBytesMax) json.WriteRawValue(text, skipInputValidation: true);
        else WriteDigest(json, value is string whole ? Encoding.UTF8.GetBytes(whole) : text);
    }

    private static void WriteDigest(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteStartObject();
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        json.WriteNumber("bytes", bytes.Length);
        json.WriteEndObject();
    }

    private static IEnumerable<PropertyEntry> MembersOf(ComplexPropertyEntry part) =>
        part.Properties.Concat(part.ComplexProperties.SelectMany(MembersOf));

    private static string NameOf(MemberEntry member) => JsonNamingPolicy.CamelCase.ConvertName(member.Metadata.Name);

    private sealed class UtcMilliseconds : WriteOnly<DateTimeOffset>
    {
        protected override string TextOf(DateTimeOffset value) =>
            value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private sealed class AsText<T> : WriteOnly<T>;

    private sealed class Hex : WriteOnly<UInt128>
    {
        protected override string TextOf(UInt128 value) => new EventKey(value).ToString();
    }

    private sealed class Classes : WriteOnly<AccessClasses>
    {
        public override void Write(Utf8JsonWriter writer, AccessClasses value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var word in Words.AllOf(value)) writer.WriteStringValue(word);
            writer.WriteEndArray();
        }
    }

    private abstract class WriteOnly<T> : JsonConverter<T>
    {
        protected virtual string TextOf(T value) => value!.ToString()!;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Lines are only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TextOf(value));
    }
}
