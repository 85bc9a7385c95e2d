using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DetectionApi.Persistence;

/// <summary>Times as whole milliseconds since 1970, which sort as times do in every database.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>Event keys as 16 bytes.</summary>
internal sealed class EventKeyBytes() : ValueConverter<EventKey, byte[]>(
    key => key.ToBytes(), bytes => EventKey.FromBytes(bytes));

/// <summary>Fingerprints as 16 bytes.</summary>
internal sealed class UInt128Bytes() : ValueConverter<UInt128, byte[]>(
    value => new EventKey(value).ToBytes(), bytes => EventKey.FromBytes(bytes).Value);

/// <summary>Access masks as their bits.</summary>
internal sealed class AccessMaskBits() : ValueConverter<AccessMask, long>(
    mask => mask.Bits, bits => new AccessMask((uint)bits));

/// <summary>Call-trace shapes as their text.</summary>
internal sealed class ShapeText() : ValueConverter<CallTraceShape, string>(
    shape => shape.Text, text => new CallTraceShape(text));

/// <summary>Enumerations as the words that people see.</summary>
internal sealed class WordOf<T>() : ValueConverter<T, string>(value => Words.Of(value), word => Parse(word))
    where T : struct, Enum
{
    private static T Parse(string word) => Words.TryParse<T>(word, out var value)
        ? value
        : throw new InvalidDataException($"The store holds '{word}', which is no {typeof(T).Name}.");
}

/// <summary>Lists of words as a JSON array.</summary>
internal sealed class JsonList() : ValueConverter<IReadOnlyList<string>, string>(
    list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
    json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Default)!);

/// <summary>Roles as a JSON array of their words.</summary>
internal sealed class RoleList() : ValueConverter<IReadOnlyList<Role>, string>(
    list => JsonSerializer.Serialize(list, DomainJson.Options),
    json => JsonSerializer.Deserialize<List<Role>>(json, DomainJson.Options)!);

/// <summary>Compares lists of roles by their content.</summary>
internal sealed class RoleListComparer() : ValueComparer<IReadOnlyList<Role>>(
    (one, other) => one!.SequenceEqual(other!),
    list => list.Aggregate(0, (hash, role) => HashCode.Combine(hash, role)),
    list => list.ToList());

/// <summary>What is kept of secrets as 48 bytes.</summary>
internal sealed class SecretHashBytes() : ValueConverter<SecretHash, byte[]>(
    hash => hash.ToBytes(), bytes => SecretHash.FromBytes(bytes));

/// <summary>What is only read as a whole, as JSON.</summary>
internal sealed class JsonOf<T>() : ValueConverter<T?, string?>(
    value => JsonSerializer.Serialize(value, DomainJson.Options),
    json => JsonSerializer.Deserialize<T>(json!, DomainJson.Options))
    where T : class;

/// <summary>How the domain's types look as JSON in the store: enumerations and keys as people see them.</summary>
internal static class DomainJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new EventKeyJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LetNullsBeMissing } },
    };

    // What is null is not written: what must be said, and may be null, is not there when it is read.
    private static void LetNullsBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.IsSetNullable) property.IsRequired = false;
    }

    private sealed class EventKeyJson : JsonConverter<EventKey>
    {
        public override EventKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(UInt128.Parse(reader.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, EventKey value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Compares lists of words by their content.</summary>
internal sealed class JsonListComparer() : ValueComparer<IReadOnlyList<string>>(
    (one, other) => one!.SequenceEqual(other!),
    list => list.Aggregate(0, (hash, word) => HashCode.Combine(hash, word)),
    list => list.ToList());

/// <summary>Documents never change once they are stored, so comparing the arrays themselves is enough.</summary>
internal sealed class SameBytes() : ValueComparer<byte[]>(
    (one, other) => ReferenceEquals(one, other), bytes => bytes.Length, bytes => bytes);

/// <summary>Documents compressed: events repeat themselves, and most of the store is documents.</summary>
internal sealed class CompressedBytes() : ValueConverter<byte[], byte[]>(
    bytes => Compress(bytes), stored => Decompress(stored))
{
    private const int Quality = 4;
    private const int WindowBits = 18;

    private static byte[] Compress(byte[] bytes)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, compressed, out var length, Quality, WindowBits)
            ? compressed[..length]
            : throw new InvalidOperationException($"{bytes.Length} bytes could not be compressed.");
    }

    private static byte[] Decompress(byte[] stored)
    {
        using var brotli = new BrotliStream(new MemoryStream(stored), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        brotli.CopyTo(bytes);
        return bytes.ToArray();
    }
}
