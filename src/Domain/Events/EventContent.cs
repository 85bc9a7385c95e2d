using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>What a document says about the event itself, however its JSON is laid out.</summary>
internal static class EventContent
{
    // What a shipper adds about itself and about the moment of sending: it differs from one sending to the next.
    private static readonly string[] OfTheShipper =
    [
        "agent", "ecs", "elastic_agent", "data_stream", "input", "log", "tags", "@version", "@metadata",
        "event.ingested",
        "event.created",
    ];

    /// <summary>All values with their full names, in one order, whether names are nested or dotted.</summary>
    /// <param name="document">One JSON object that was read before.</param>
    public static List<string> Leaves(ReadOnlySpan<byte> document)
    {
        var leaves = new List<string>();
        var reader = new Utf8JsonReader(document);
        reader.Read();
        Collect(ref reader, "", leaves);
        leaves.Sort(StringComparer.Ordinal);
        return leaves;
    }

    private static void Collect(ref Utf8JsonReader reader, string name, List<string> leaves)
    {
        if (IsOfTheShipper(name))
        {
            reader.Skip();
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
                {
                    var member = JsonText.Of(ref reader);
                    reader.Read();
                    Collect(ref reader, name.Length == 0 ? member : $"{name}.{member}", leaves);
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    Collect(ref reader, name, leaves);
                break;
            case JsonTokenType.Null:
                break;
            default:
                leaves.Add($"{name}={JsonText.Of(ref reader)}");
                break;
        }
    }

    // Below them as well: a document may say `agent.id` at once.
    private static bool IsOfTheShipper(string name) => OfTheShipper.Any(own =>
        name.StartsWith(own, StringComparison.Ordinal) && (name.Length == own.Length || name[own.Length] == '.'));
}
