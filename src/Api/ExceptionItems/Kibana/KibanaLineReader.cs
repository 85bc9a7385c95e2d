using System.Text.Json;
using System.Text.Unicode;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Reads one line of an exported list.</summary>
internal static class KibanaLineReader
{
    // What lies in these lists is kept out of the queue; of other kinds some say what is to be blocked.
    private static readonly string[] ListTypes = ["detection", "rule_default", "endpoint"];

    /// <summary>What a line holds: a list, an item that can be read, the details, or the reasons why none of
    /// them.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="line">Its bytes.</param>
    /// <param name="context">Who imports it, and when.</param>
    public static ImportedLine Read(int number, ReadOnlySpan<byte> line, ImportContext context)
    {
        if (!Utf8.IsValid(line))
            return Refuse(number, null, ImportRefusalCode.NotUtf8, "The line is no text in UTF-8.");

        try
        {
            var kind = KindOf(line);
            return kind switch
            {
                LineKind.Details => new ImportedLine(
                    Details: JsonSerializer.Deserialize<KibanaDetails>(line, KibanaJson.Lines)),
                LineKind.Item => KibanaItemReader.Read(
                    number, JsonSerializer.Deserialize<KibanaItem>(line, KibanaJson.Lines)!, context),
                LineKind.List => ReadList(number, JsonSerializer.Deserialize<KibanaList>(line, KibanaJson.Lines)!),
                _ => Refuse(
                    number, null, ImportRefusalCode.UnknownLine,
                    "The line is neither a list nor an item nor the details of an exported exception list."),
            };
        }
        catch (JsonException e)
        {
            return new ImportedLine(Faults: [FaultOf(number, null, e)]);
        }
    }

    /// <summary>What is wrong with the JSON of a line.</summary>
    public static ImportFault FaultOf(int number, string? itemId, JsonException e)
    {
        var fault = BodyFaults.Of(e);
        var detail = fault.Code == "malformed-json"
            ? $"The line is not JSON at byte {e.BytePositionInLine ?? 0}."
            : fault.Detail;
        return new ImportFault(number, itemId, null, fault.Pointer, fault.Code, detail);
    }

    private static ImportedLine ReadList(int number, KibanaList list) =>
        ListTypes.Contains(list.Type)
            ? new ImportedLine(List: list)
            : Refuse(
                number, null, ImportRefusalCode.UnsupportedList,
                $"The list {list.ListId} is of the type {list.Type}; exceptions to alerts are in lists of the types "
                + $"{string.Join(", ", ListTypes)}.");

    // The first members that only one kind has tell.
    private static LineKind KindOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject) return LineKind.Unknown;

        var kind = LineKind.Unknown;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("exported_exception_list_count"u8)) return LineKind.Details;
            if (json.ValueTextEquals("entries"u8) || json.ValueTextEquals("item_id"u8)) return LineKind.Item;
            if (json.ValueTextEquals("list_id"u8)) kind = LineKind.List;
            json.Skip();
        }

        return kind;
    }

    private static ImportedLine Refuse(int number, string? itemId, ImportRefusalCode code, string detail) =>
        new(Faults: [new ImportFault(number, itemId, null, null, Words.Of(code), detail)]);

    private enum LineKind
    {
        Unknown,
        List,
        Item,
        Details,
    }
}

/// <summary>What a line holds; one of them.</summary>
/// <param name="List">A list.</param>
/// <param name="Item">An item.</param>
/// <param name="Details">The counts at the end.</param>
/// <param name="Faults">Why it is refused.</param>
internal sealed record ImportedLine(
    KibanaList? List = null, ImportedItem? Item = null, KibanaDetails? Details = null,
    IReadOnlyList<ImportFault>? Faults = null);
