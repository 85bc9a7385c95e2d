using System.Text.Json;
using DetectionApi.Api.Ingest;
using DetectionApi.Domain.Events;

namespace DetectionApi.Api.Shippers;

/// <summary>Reads action lines: <c>{"create":{"_index":"winlogbeat-8.17.0"}}</c>.</summary>
/// <remarks>
/// Members other than <c>_index</c> and <c>_id</c> (<c>_type</c>, <c>pipeline</c>, <c>routing</c> …) are passed over,
/// as are nulls. <see href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk"/>
/// </remarks>
internal sealed class BulkActionLine(string? pathIndex)
{
    // Elasticsearch's own limit, there in bytes.
    private const int IndexLengthMax = 255;

    private byte[] _lastLine = [];
    private BulkAction _lastAction;

    /// <summary>Null unless the name of the index is longer than any index has.</summary>
    public static BodyRefusal? RefusalOf(string? index) => index?.Length > IndexLengthMax
        ? BodyRefusal.Malformed($"the name of the index is longer than {IndexLengthMax} characters")
        : null;

    /// <summary>Reads one line.</summary>
    /// <returns>Null, or what is wrong with the line.</returns>
    public string? TryRead(ReadOnlySpan<byte> line, out BulkAction action)
    {
        // A shipper writes the same action before each of its events.
        if (line.SequenceEqual(_lastLine))
        {
            action = _lastAction;
            return null;
        }

        try
        {
            if (Read(line, out action) is { } wrong) return wrong;
        }
        catch (JsonException e)
        {
            action = default;
            return $"it is not JSON (at byte {e.BytePositionInLine ?? 0})";
        }

        if (action.Id is null) (_lastLine, _lastAction) = (line.ToArray(), action);
        return null;
    }

    private string? Read(ReadOnlySpan<byte> line, out BulkAction action)
    {
        action = default;
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject) return "expected an object such as {\"create\":{}}";
        json.Read();
        if (json.TokenType is not JsonTokenType.PropertyName || KindOf(ref json) is not { } kind)
            return "expected one of the actions create, index, update, delete";
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject) return "expected an object after the action's name";

        var (index, id) = ReadMembers(ref json);
        json.Read();
        if (json.TokenType is not JsonTokenType.EndObject) return "expected one action and no more";
        json.Read();

        if (RefusalOf(index) is { } tooLong) return tooLong.Reason;

        action = new BulkAction(kind, index ?? pathIndex, id);
        return null;
    }

    private static BulkActionKind? KindOf(ref Utf8JsonReader json) =>
        JsonText.Is(ref json, "create"u8) ? BulkActionKind.Create
        : JsonText.Is(ref json, "index"u8) ? BulkActionKind.Index
        : JsonText.Is(ref json, "update"u8) ? BulkActionKind.Update
        : JsonText.Is(ref json, "delete"u8) ? BulkActionKind.Delete
        : null;

    private static (string? Index, string? Id) ReadMembers(ref Utf8JsonReader json)
    {
        string? index = null, id = null;
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            var isIndex = JsonText.Is(ref json, "_index"u8);
            var isId = JsonText.Is(ref json, "_id"u8);
            json.Read();
            if (isIndex && json.TokenType is JsonTokenType.String) index = JsonText.Of(ref json);
            else if (isId && json.TokenType is (JsonTokenType.String or JsonTokenType.Number))
                id = JsonText.Of(ref json);
            else json.Skip();
        }

        return (index, id);
    }
}
