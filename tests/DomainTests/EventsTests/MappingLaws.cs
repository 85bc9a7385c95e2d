using System.Text;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>What holds for any event, whatever its values.</summary>
public sealed class MappingLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly string[] DataFields =
        [.. Mapped.AllFields.Where(f => f.StartsWith(WindowsMappings.EventData, StringComparison.Ordinal))];

    private static readonly string[] Codes =
        ["1", "3", "5", "6", "7", "8", "10", "11", "12", "13", "14", "15", "17", "18", "22", "23", "25", "26"];

    // What the conversions look for, and halves of it.
    private static readonly Gen<object> Values = Gen.Elements<object>(
        "", "-", "\\", "a\\b", "\\\\a\\", "a.b", ".", "0x", "0x1f", "12", "true", "FALSE", "=", "SHA1=", ",,",
        "SHA1=0A,MD5=,IMPHASH=0B", "MD5=ab,MD5=cd", ";", "type:", "type:  5 a.example;", "type: 5;::ffff:192.0.2.1;",
        "::ffff:", "192.0.2.300", "2001:db8::1", "DWORD (", "DWORD (0x)", "DWORD (0x1)", "QWORD (0x1-0x2)",
        "QWORD (-)", "HKLM", "HKLM\\", "HKLM\\a\\b", "\"", "\"a b\" c\\\"", "\\\"\"\"", "@", "a@b", "%22", "\u00e4",
        "{00000000-0000-0000-0000-000000000000}", "{7A2C10F3-4E1E-69A5-3B02-000000000E00}", "Valid", "failed: x",
        "2026-03-02 10:20:30.250", 0, -1, 4912, true, new string('x', 300), new[] { "a\\b", "-" });

    private static readonly Gen<byte[]> Events =
        from code in Gen.Elements(Codes)
        from values in Gen.ArrayOf(Values, DataFields.Length)
        from chosen in Gen.ArrayOf(Gen.Elements(true, false), DataFields.Length)
        from isSysmon in Gen.Elements(true, true, true, false)
        from auditCode in Gen.Elements("4624", "4688")
        select Document(
            isSysmon ? code : auditCode, isSysmon,
            DataFields.Zip(values).Where((_, index) => chosen[index]));

    [Fact]
    public void Any_event_is_normalised_once_for_all_and_keeps_what_it_has() => Prop.ForAll(
        Events.ToArbitrary(),
        document => Mapped.Read(document).Select(Mapped.Fault).OfType<string>().FirstOrDefault() is null)
        .Check(Often);

    [RecordingsFact]
    public void Recorded_events_are_normalised_once_for_all_and_keep_what_they_have()
    {
        var faults = from document in Recorded()
                     from field in Mapped.Read(document)
                     select Mapped.Fault(field);

        Assert.Empty(faults.OfType<string>());
    }

    [RecordingsFact]
    public void Recorded_processes_have_an_identity_and_an_executable()
    {
        string[] codes = ["1", "3", "5", "7", "11", "22"];
        var count = 0;
        foreach (var document in Recorded())
        {
            var values = Mapped.Read(document).ToDictionary(f => f.Field, f => f.Once);
            if (!values["winlog.channel"].Contains("Sysmon", StringComparison.Ordinal)) continue;
            if (!codes.Contains(values["event.code"].Trim('"'))) continue;

            count++;
            Assert.Equal(values["winlog.event_data.ProcessGuid"], values["process.entity_id"]);
            Assert.Equal(values["winlog.event_data.Image"], values["process.executable"]);
            Assert.NotEmpty(values["process.entity_id"]);
            Assert.NotEmpty(values["process.executable"]);
        }

        Assert.Equal(297, count);
    }

    private static IEnumerable<byte[]> Recorded() =>
        from file in Directory.EnumerateFiles(Recordings.Folder!, "*.ndjson").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        select Encoding.UTF8.GetBytes(line);

    private static byte[] Document(string code, bool isSysmon, IEnumerable<(string Field, object Value)> data)
    {
        var document = new SomeEvent("{}").With("winlog.event_id", code)
            .With("winlog.channel", isSysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security")
            .With("event.provider", isSysmon ? "Microsoft-Windows-Sysmon" : "Microsoft-Windows-Security-Auditing");
        foreach (var (field, value) in data) document.With(field, value);
        return document.Utf8;
    }
}
