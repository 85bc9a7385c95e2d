using System.Text;
using System.Text.Json;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Bulk requests: action lines, documents, and what goes wrong between them.</summary>
internal sealed class BulkDoor : IDoor
{
    private const int ActionsMax = 8;

    private static readonly string[] Actions = ["create", "index", "update", "delete"];

    private static readonly string[] Paths =
        ["/_bulk", "/_bulk", "/elasticsearch/_bulk", "/winlogbeat-8.17.0/_bulk", "/logs-x/_bulk", "/a%2fb/_bulk",
            "/%00/_bulk", "/%ff/_bulk", "/ /_bulk", "/_bulk/", "/..%2f/_bulk"];

    private static readonly string[] Filters =
    [
        "errors,items.*.error,items.*.status", "took", "items", "errors", "*", "**", "-items", "items.*.*", "a.b.c",
        ".", "..", ",", "items.create.status", "items.*.error.reason", "items.*.error.type.x", "%00",
    ];

    public string Name => "bulk";

    public int Share => 12;

    public HostileInput Make(Dice dice)
    {
        var body = ByteMutation.Some(Encoding.UTF8.GetBytes(Lines(dice)), dice);
        var packing = Packing.Of(body, dice);
        var isFiltered = dice.Chance(15);
        var path = dice.Pick(Paths).Replace(' ', '+');
        var request = new WireRequest(
            OddRequest.Method("POST", dice), isFiltered ? $"{path}?filter_path={dice.Pick(Filters)}" : path)
        {
            Body = packing.Bytes,
        };
        request.With("Content-Type", "application/x-ndjson").With("Content-Encoding", packing.Encoding);
        if (dice.Chance(10)) OddRequest.Headers(request, dice);

        var isPlain = packing.IsWhole && !isFiltered && request.Method is "POST" or "PUT"
            && request.Headers.Count(header => header.Name == "Content-Encoding") == (packing.Encoding is null ? 0 : 1);
        return new RequestInput(
            Name, request.ToBytes(), request.Method == "HEAD", isPlain ? CountOf(body) : null);
    }

    private static string Lines(Dice dice)
    {
        var lines = new StringBuilder();
        for (var actions = dice.Between(1, ActionsMax); actions > 0; actions--)
        {
            lines.Append(Action(dice, out var isDelete)).Append('\n');
            if (!isDelete || dice.Chance(5)) lines.Append(Document(dice)).Append(dice.Chance(3) ? "\r\n\r\n" : "\n");
        }

        return dice.Chance(5) ? lines.ToString().TrimEnd('\n') : lines.ToString();
    }

    private static string Action(Dice dice, out bool isDelete)
    {
        var name = dice.Pick(Actions);
        isDelete = name == "delete";
        var action = JsonPart.Object(($"\"{name}\"", JsonPart.Object(
            ("\"_index\"", JsonPart.Of("\"winlogbeat-8.17.0\"")), ("\"_id\"", JsonPart.Of($"\"{dice.Roll(99)}\"")))));
        return (dice.Chance(6) ? JsonMutation.Of(action, dice) : action).ToString();
    }

    private static string Document(Dice dice)
    {
        var document = SomeDocument.Of(dice);
        if (dice.Chance(10)) document = JsonPart.Object(("\"doc\"", document));
        return document.ToString().Replace('\n', ' ');
    }

    // How many actions there are, told in another way than the service does; null if a line is no action.
    private static int? CountOf(byte[] body)
    {
        var (count, isDocument) = (0, false);
        var text = body.AsSpan().StartsWith("\ufeff"u8) ? body.AsMemory(3) : body;
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.Span.Trim(" \t\r"u8).IsEmpty) continue;

            if (isDocument) isDocument = false;
            else if (NameOf(line) is not { } name) return null;
            else (count, isDocument) = (count + 1, name != "delete");
        }

        return count;
    }

    private static string? NameOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? json.RootElement.EnumerateObject().Select(member => member.Name).SingleOrDefault()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
