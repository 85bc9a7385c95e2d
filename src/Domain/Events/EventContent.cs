using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>What a document says about the event itself, however its JSON is laid out.</summary>
internal static class EventContent
{
    private const int HashBytes = 32;

    // What a shipper adds about itself and about the moment of sending: it differs from one sending to the next.
    private static readonly string[] OfTheShipper =
    [
        "agent", "ecs", "elastic_agent", "data_stream", "input", "log", "tags", "@version", "@metadata",
        "event.ingested", "event.created",
    ];

    /// <summary>
    /// The fingerprint of all values with their full names, whether names are nested or dotted, in whatever order.
    /// </summary>
    /// <param name="document">One JSON object that was read before.</param>
    public static UInt128 FingerprintOf(ReadOnlySpan<byte> document)
    {
        // A hash for each value, of bounded size however long the names are: a small document can have many long ones.
        var values = new List<UInt128>();
        var reader = new Utf8JsonReader(document);
        reader.Read();
        Collect(ref reader, "", values);
        values.Sort();

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[EventKey.Bytes];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
            all.AppendData(bytes);
        }

        return Take(all);
    }

    private static void Collect(ref Utf8JsonReader reader, string name, List<UInt128> values)
    {
        if (IsOfTheShipper(name))
        {
            reader.Skip();
            return;
        }

        // The place counts through arrays: one value is the same as an array of it, and others have an order.
        Span<byte> field = stackalloc byte[HashBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), field);
        var place = 0;
        CollectValues(ref reader, name, field, ref place, values);
    }

    private static void CollectValues(
        ref Utf8JsonReader reader, string name, scoped ReadOnlySpan<byte> field, ref int place,
        List<UInt128> values)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CollectMembers(ref reader, name, values);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    CollectValues(ref reader, name, field, ref place, values);
                break;
            case JsonTokenType.Null:
                break;
            default:
                values.Add(HashOf(field, place++, ref reader));
                break;
        }
    }

    private static void CollectMembers(ref Utf8JsonReader reader, string name, List<UInt128> values)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var member = JsonText.Of(ref reader);
            reader.Read();
            Collect(ref reader, name.Length == 0 ? member : $"{name}.{member}", values);
        }
    }

    private static UInt128 HashOf(scoped ReadOnlySpan<byte> field, int place, ref Utf8JsonReader reader)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, place);
        hash.AppendData(field);
        hash.AppendData(number);
        hash.AppendData(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Of(ref reader)) : reader.ValueSpan);
        return Take(hash);
    }

    private static UInt128 Take(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[HashBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    // Below them as well: a document may say `agent.id` at once.
    private static bool IsOfTheShipper(string name) => OfTheShipper.Any(own =>
        name.StartsWith(own, StringComparison.Ordinal) && (name.Length == own.Length || name[own.Length] == '.'));
}
