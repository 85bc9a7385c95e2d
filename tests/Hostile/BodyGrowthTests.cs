using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile;

/// <summary>No body makes work that grows faster than the body.</summary>
public class BodyGrowthTests
{
    private const int Size = 12_000;

    // Each may be the beginning of what goes on to the body's end.
    private const string Opened = "\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[";

    private static readonly (string Path, string Start, string Part)[] Bodies =
    [
        ("/_bulk", "", "\n"),
        ("/_bulk", "", "{\"create\":{}}\n{}\n"),
        ("/_bulk", "{\"create\":{}}\n", "{"),
        ("/_bulk", "{\"create\":{}}\n", "\""),
        ("/_bulk", "{\"create\":{}}\n{\"a\":\"", "\\\\"),
        ("/_bulk", "{\"create\":{}}\n{", "\"a\":1,"),
        ("/_bulk", "{\"create\":{", "\"_id\":1,"),
        ("/_bulk", "", "{\"delete\":{}}\n"),
        ("/_bulk", "{\"update\":{}}\n{\"doc\":", "["),
        ("/api/v1/events", "", "{}\n"),
        ("/api/v1/events", "", "{\n"),
        ("/api/v1/events", "{}", "[\n"),
        ("/api/v1/events", "{}", "{\"a\":[\n"),
        ("/api/v1/events", "{}\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[\n[", " "),
        ("/api/v1/events", "[", "["),
        ("/api/v1/events", "[", "1,"),
        ("/api/v1/events", "[", "{},"),
        ("/api/v1/events", "", "\""),
        ("/api/v1/exceptions/import", "", "{\"item_id\":\"a\"}\n"),
        ("/api/v1/exceptions/import", "{\"entries\":[", "{\"field\":\"a\"},"),
        ("/api/v1/exceptions/actions", "{\"actions\":[", "{},"),
        ("/api/v1/exceptions", "{\"rules\":[", "\"a\","),
        ("/api/v1/exceptions/preview", "{\"scope\":{\"hosts\":[\"a", "\",\"a"),
        ("/api/v1/exceptions/preview", "{\"source\":{\"executable\":\"", "*a"),
        ("/api/v1/exceptions/preview", "{\"callTrace\":{\"shape\":\"", "a>"),
        ("/api/v1/alerts/actions", "{\"filter\":{\"host\":[\"a", "\",\"*a*"),
        ("/api/v1/alerts/actions", "{\"filter\":{", "\"a\":1,"),
    ];

    [Fact]
    public async Task Answering_grows_with_the_body()
    {
        await using var service = new HostileService();
        var faults = new List<string>();
        foreach (var (path, start, part) in Bodies)
            foreach (var end in (string[])["", "\"]}}", "]}", "}}", "}"])
            {
                var small = Request(path, start, part, end, Size);
                var large = Request(path, start, part, end, Size * Growth.Times);
                if (await Growth.FaultOfAsync(
                    $"{path} {start}{part}…{end}", () => AskAsync(service, small), () => AskAsync(service, large))
                        is { } fault)
                    faults.Add(fault);
            }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static byte[] Request(string path, string start, string part, string end, int size)
    {
        var body = new StringBuilder(start).Insert(start.Length, part, size / part.Length);
        if (body[^1] == ',' && end.Length > 0) body.Length--;
        return new WireRequest("POST", path) { Body = Encoding.UTF8.GetBytes(body.Append(end).ToString()) }
            .With("Content-Type", "application/json").ToBytes();
    }

    private static async Task AskAsync(HostileService service, byte[] request)
    {
        var answer = await service.AskAsync(request);
        var fault = AnswerCheck.FaultOf(answer, isHead: false);
        Assert.True(fault is null, fault is null || fault.Length < 2000 ? fault : fault[..2000]);
    }
}
