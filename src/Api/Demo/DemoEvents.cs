using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.Api.Demo;

/// <summary>The sample events, as if they had just happened.</summary>
internal static class DemoEvents
{
    private const string Resource = "Demo/events.ndjson";
    private const string Utc = "yyyy-MM-dd HH:mm:ss.fff";
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>A bulk body of all samples, gzipped, the last of which happened <paramref name="now"/>.</summary>
    public static byte[] AsBulk(string index, DateTimeOffset now)
    {
        var events = Read();
        var action = $$$"""{"create":{"_index":"{{{index}}}"}}""";
        var shift = now - events.Max(TimeOf);
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest))
            foreach (var sample in events)
                gzip.Write(Encoding.UTF8.GetBytes($"{action}\n{Moved(sample, shift).ToJsonString()}\n"));

        return body.ToArray();
    }

    /// <summary>How many samples there are, and how many of them tell of a process that opens another one.</summary>
    public static (int All, int ProcessAccesses) Count()
    {
        var events = Read();
        return (events.Count, events.Count(sample => (string?)sample["event"]!["code"] == "10"));
    }

    private static List<JsonNode> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    private static DateTimeOffset TimeOf(JsonNode sample) => Parse(sample["@timestamp"]!);

    private static JsonNode Moved(JsonNode sample, TimeSpan shift)
    {
        var data = sample["winlog"]!["event_data"]!;
        var before = (string)data["UtcTime"]!;
        var after = (Parse(data["UtcTime"]!) + shift).ToString(Utc, CultureInfo.InvariantCulture);
        data["UtcTime"] = after;
        sample["message"] = ((string)sample["message"]!).Replace(before, after, StringComparison.Ordinal);
        sample["@timestamp"] = (TimeOf(sample) + shift).ToString(Iso, CultureInfo.InvariantCulture);
        var created = Parse(sample["event"]!["created"]!);
        sample["event"]!["created"] = (created + shift).ToString(Iso, CultureInfo.InvariantCulture);
        return sample;
    }

    private static DateTimeOffset Parse(JsonNode time) =>
        DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
