using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Bytes that are hardly HTTP: broken heads, lengths that lie, chunks that never end.</summary>
/// <param name="examples">Requests that are broken.</param>
internal sealed class WireDoor(IReadOnlyList<Example> examples) : IDoor
{
    private const string Body = "{\"create\":{}}\n{\"event\":{\"code\":\"10\"}}\n";
    private const string Start = "POST /_bulk HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n";

    private static readonly string[] Lengths =
        ["0", "-1", "+5", "5", "99999", "9223372036854775807", "99999999999999999999", "0x10", "1e3", "5, 5", "5, 6",
            "", " 39 ", "39\r\nContent-Length: 40"];

    private static readonly string[] Codings =
        ["chunked", "Chunked", "chunked, chunked", "gzip, chunked", "identity", "chunked, identity", "x", " chunked",
            "chunked\r\nContent-Length: 39"];

    private static readonly string[] Chunks =
    [
        "27\r\n" + Body + "\r\n0\r\n\r\n", "27;a=b\r\n" + Body + "\r\n0\r\nTrailer: x\r\n\r\n", "0\r\n\r\n",
        "zz\r\nab\r\n",
        "-1\r\n\r\n", "ffffffffffffffff\r\n", "7fffffff\r\nabc", "27\r\n" + Body, "27\r\n" + Body + "0\r\n\r\n",
        "1\r\na",
        "1\n{\n0\n\n", "00000000000000000000000000000001\r\n{\r\n0\r\n\r\n", "5 \r\nabcde\r\n0\r\n\r\n",
    ];

    private static readonly string[] Heads =
    [
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET /\r\n\r\n",
        "GET\r\n\r\n",
        "\r\n\r\n\r\n", " \r\n", "GET / HTTP/1.1\nHost: 127.0.0.1\n\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", "GET http://b/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "GET /\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n: a\r\n\r\n",
    ];

    // Of an answer to HEAD nobody knows where it ends who does not know of the HEAD.
    private readonly List<Example> _examples = [.. examples.Where(example => example.Method != "HEAD")];

    public string Name => "wire";

    public int Share => 3;

    public HostileInput Make(Dice dice)
    {
        var text = dice.Roll(8) switch
        {
            0 => dice.Pick(Heads),
            1 => $"{Start}Content-Length: {dice.Pick(Lengths)}\r\n\r\n{Body}",
            2 => $"{Start}Transfer-Encoding: {dice.Pick(Codings)}\r\n\r\n{dice.Pick(Chunks)}",
            3 => $"{Start}Transfer-Encoding: chunked\r\n\r\n{dice.Pick(Chunks)}",
            4 => $"{Start}{string.Concat(Enumerable.Range(0, dice.Between(1, 300)).Select(i => $"X-{i}: a\r\n"))}\r\n",
            5 => $"{Start}X: {new string('a', dice.Between(1_000, 60_000))}\r\n\r\n",
            6 => $"GET /{new string('a', dice.Between(1_000, 20_000))} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            _ => Whole(dice),
        };
        var bytes = Encoding.Latin1.GetBytes(text);
        return new ShoutInput(Name, dice.Chance(50) ? ByteMutation.Change(bytes, dice) : bytes);
    }

    private string Whole(Dice dice)
    {
        var example = dice.OneOf(_examples);
        var request = new WireRequest(example.Method, example.Path) { Body = Encoding.UTF8.GetBytes(example.Body) };
        foreach (var (name, value) in example.Headers) request.With(name, value);
        return Encoding.Latin1.GetString(ByteMutation.Change(request.ToBytes(), dice));
    }
}
