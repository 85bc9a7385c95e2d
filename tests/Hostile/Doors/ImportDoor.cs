using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Files of exception items, plain and in forms.</summary>
/// <param name="examples">All requests there are; the imports among them are changed.</param>
internal sealed class ImportDoor(IReadOnlyList<Example> examples) : IDoor
{
    private const string Disposition = "Content-Disposition: form-data; name=\"file\"; filename=\"a.ndjson\"";

    private readonly List<JsonPart> _lines =
    [
        .. examples.Where(example => example.Path.EndsWith("/import", StringComparison.Ordinal))
            .SelectMany(example => example.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(JsonPart.Parse),
    ];

    public string Name => "import";

    public int Share => 5;

    public HostileInput Make(Dice dice)
    {
        var lines = Enumerable.Range(0, dice.Between(1, 4)).Select(_ => Line(dice));
        var body = ByteMutation.Some(Encoding.UTF8.GetBytes(string.Join('\n', lines)), dice);
        var request = new WireRequest(
            "POST",
            "/api/v1/exceptions/import"
            + $"?overwrite={dice.Pick("true", "false", "1", "")}&dryRun={dice.Pick("true", "false")}");
        if (dice.Chance(30)) return InForm(request, body, dice);

        var packing = Packing.Of(body, dice);
        request.Body = packing.Bytes;
        request.With("Content-Type", "application/ndjson").With("Content-Encoding", packing.Encoding);
        if (dice.Chance(20)) OddRequest.Headers(request, dice);
        return new RequestInput(Name, request.ToBytes());
    }

    private RequestInput InForm(WireRequest request, byte[] body, Dice dice)
    {
        var boundary = dice.Pick("x", "----WebKitFormBoundary7MA4YWxk", "\"a b\"", "", new string('b', 200));
        var mark = boundary.Trim('"');
        byte[] form =
        [
            .. Encoding.UTF8.GetBytes($"--{mark}\r\n{Disposition}\r\n"),
            .. Encoding.UTF8.GetBytes(dice.Chance(90) ? "\r\n" : $"X: {new string('y', dice.Roll(40_000))}\r\n\r\n"),
            .. body,
            .. Encoding.UTF8.GetBytes(dice.Chance(80) ? $"\r\n--{mark}--\r\n" : ""),
        ];
        request.Body = ByteMutation.Some(form, dice);
        request.With("Content-Type", $"multipart/form-data; boundary={boundary}");
        return new RequestInput(Name, request.ToBytes());
    }

    private string Line(Dice dice)
    {
        // Of a file that holds one bad line nothing is taken.
        var valid = dice.OneOf(_lines);
        var line = (dice.Chance(40) ? JsonMutation.Of(valid, dice) : valid).ToString();

        // Otherwise all items were of one name.
        return (dice.Chance(50)
            ? line.Replace("contoso-helper", $"item-{dice.Roll(500)}", StringComparison.Ordinal)
            : line).Replace('\n', ' ');
    }
}
