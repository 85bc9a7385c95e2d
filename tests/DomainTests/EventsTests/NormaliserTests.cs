using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.EventsTests;

public sealed class NormaliserTests
{
    private static readonly JsonSerializerOptions Whole = new() { Converters = { new MaskConverter() } };

    public static TheoryData<string> Forms() => [.. NamesIn("same").Except(["winlogbeat-8-raw"])];

    public static TheoryData<string> Changes() => [.. NamesIn("changed")];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_collectors_form_of_one_event_gives_the_same_alert(string form)
    {
        var raw = Some.Match(File.ReadAllBytes(PathOf("same", "winlogbeat-8-raw")));
        var other = Some.Match(File.ReadAllBytes(PathOf("same", form)));

        Assert.Equal(raw.Envelope, other.Envelope);
        Assert.Equal(AlertOf(raw), AlertOf(other));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_collectors_form_of_a_quiet_event_is_quiet(string form)
    {
        var quiet = File.ReadAllText(PathOf("same", form))
            .Replace("UNKNOWN(000001C5F8E41B2E)", @"C:\\Windows\\System32\\ntdll.dll+9fc24", StringComparison.Ordinal);

        Assert.Empty(Some.Judge(Encoding.UTF8.GetBytes(quiet), 316).Matches);
        Assert.Empty(Some.Judge(Encoding.UTF8.GetBytes(quiet), 3).Matches);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_field_gets_the_value_that_the_pipelines_would_give_it(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(PathOf("changed", name)));
        var document = Encoding.UTF8.GetBytes(file.RootElement.GetProperty("event").GetRawText());
        foreach (var expected in file.RootElement.GetProperty("expected").EnumerateObject())
        {
            var normaliser = new Normaliser([expected.Name]);
            var buffer = new EventBuffer(normaliser.Fields);
            Assert.True(buffer.TryRead(document, out var view, out var reason), reason);
            normaliser.Apply(view);
            var once = Read.Values(view, normaliser.Fields.SlotOf(expected.Name));
            normaliser.Apply(view);
            var twice = Read.Values(view, normaliser.Fields.SlotOf(expected.Name));

            Assert.True(once == InWords(expected.Value), $"{expected.Name}: {once}");
            Assert.True(twice == once, $"{expected.Name}, normalised twice: {twice}");
        }
    }

    [Fact]
    public void A_time_that_only_the_envelope_has_is_the_events() => Assert.Equal(
        new DateTimeOffset(2026, 3, 2, 10, 20, 30, 261, TimeSpan.Zero),
        Some.Match(Some.ProcessAccess().Without("winlog.event_data.UtcTime")).Envelope.At);

    [Fact]
    public void A_time_that_cannot_be_read_is_none() => Assert.Null(Some.Match(
        Some.ProcessAccess().Without("winlog.event_data.UtcTime").With("@timestamp", 1772446830)).Envelope.At);

    private static string AlertOf(Match match)
    {
        var folder = new AlertFolder([], []);
        folder.Take(match, Some.Later);
        return JsonSerializer.Serialize(Assert.Single(folder.Begun), Whole);
    }

    private static string InWords(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(' ', expected.EnumerateArray().Select(InWords)),
        JsonValueKind.String => $"\"{expected.GetString()}\"",
        _ => expected.GetRawText(),
    };

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(PathOf(folder, "x"))!, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static string PathOf(string folder, string name) =>
        Path.Combine(AppContext.BaseDirectory, "Cases", "events", folder, $"{name}.json");

    // 128 bits are more than JSON's numbers hold.
    private sealed class MaskConverter : System.Text.Json.Serialization.JsonConverter<UInt128>
    {
        public override UInt128 Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("x32"));
    }
}
