using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>Raw events of every id that has a row, and exactly what the rows make of them.</summary>
public sealed class MappingTests
{
    // Every event of the Windows event log gets these, whatever its id.
    private static readonly string[] OfEveryEvent =
        [.. WindowsMappings.Constants.Keys, .. WindowsMappings.Envelope.Select(row => row.Target), "winlog.record_id"];

    public static TheoryData<string> Names() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_gets_the_fields_of_its_rows_and_no_others(string name)
    {
        var (document, expected) = Load(name);
        var changes = Mapped.Read(document)
            .Where(field => field.Once != field.Before && !OfEveryEvent.Contains(field.Field))
            .ToDictionary(field => field.Field, field => field.Once);

        Assert.Equal(InLines(expected), InLines(changes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_that_is_wanted_alone_gets_the_same_value(string name)
    {
        var (document, expected) = Load(name);
        foreach (var (field, value) in expected)
        {
            var normaliser = new Normaliser([field]);
            var buffer = new EventBuffer(normaliser.Fields);
            Assert.True(buffer.TryRead(document, out var view, out var reason), reason);
            normaliser.Apply(view);

            Assert.Equal($"{field}: {value}", $"{field}: {Read.Values(view, normaliser.Fields.SlotOf(field))}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_event_has_stays_and_once_is_enough(string name) =>
        Assert.Empty(Mapped.Read(Load(name).Document).Select(Mapped.Fault).OfType<string>());

    [Fact]
    public void Every_row_has_a_case()
    {
        // Event 10 has cases of its own, in another folder.
        var rows = from e in SysmonMappings.All.Events.Concat(SecurityMappings.All.Events)
                   where e.Code != 10
                   from row in e.Fields
                   where row.Target is not ("event.outcome" or "process.thread.id")
                   select $"{e.Code} {row.Target}";
        var cases = from file in Directory.EnumerateFiles(Folder)
                    from field in Load(file).Expected
                    where field.Value.Length > 0
                    select $"{Path.GetFileName(file).Split('-')[0]} {field.Key}";

        Assert.Equal("", string.Join('\n', rows.Except(cases)));
    }

    [Fact]
    public void Normalising_allocates_nothing_however_many_fields_are_wanted()
    {
        var normaliser = new Normaliser(Mapped.AllFields);
        var buffer = new EventBuffer(normaliser.Fields);
        foreach (var name in Directory.EnumerateFiles(Folder).Order())
        {
            var document = Load(name).Document;
            for (var round = 0; round < 50; round++) Normalise(document);

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 50; round++) Normalise(document);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated == 0, $"{Path.GetFileName(name)}: {allocated} bytes");
        }

        void Normalise(byte[] document)
        {
            if (buffer.TryRead(document, out var view, out _)) normaliser.Apply(view);
        }
    }

    public static TheoryData<int, string, string> Values() => Cases.Of("mapped-values.cases");

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_becomes(int line, string question, string answer)
    {
        var parts = question.Split(" of ", 2);
        var (code, source, value) = parts[1].Split(' ', 3) is [var c, var s, var v] ? (c, s, v) : default;
        var isSysmon = code!.Length < 3;
        var document = new SomeEvent("{}").With("event.code", code)
            .With("winlog.channel", isSysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security")
            .With("event.provider", isSysmon ? "Microsoft-Windows-Sysmon" : "Microsoft-Windows-Security-Auditing")
            .With($"winlog.event_data.{source}", value);
        var field = Mapped.Read(document.Utf8).Single(f => f.Field == parts[0]);

        Assert.Equal($"{line}: {answer}", $"{line}: {(field.Once.Length == 0 ? "nothing" : field.Once)}");
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases", "events", "mapped");

    private static (byte[] Document, Dictionary<string, string> Expected) Load(string name)
    {
        using var file = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Folder, $"{Path.GetFileNameWithoutExtension(name)}.json")));
        return (
            Encoding.UTF8.GetBytes(file.RootElement.GetProperty("event").GetRawText()),
            file.RootElement.GetProperty("expected").EnumerateObject()
                .ToDictionary(e => e.Name, e => Mapped.InWords(e.Value)));
    }

    private static string InLines(Dictionary<string, string> values) =>
        string.Join('\n', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}: {v.Value}"));
}
