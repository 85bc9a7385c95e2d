using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>Events of Sysmon and of the Security log with all sorts of values, for laws; and those there are.</summary>
internal static class AnyEvent
{
    private static readonly string[] DataFields =
        [.. Mapped.AllFields.Where(f => f.StartsWith(WindowsMappings.EventData, StringComparison.Ordinal))];

    private static readonly string[] Codes =
    [
        "1", "3", "5", "6", "7", "8", "10", "11", "12", "13", "14", "15", "17", "18", "22", "23", "25", "26",
    ];

    // What the conversions look for, and halves of it.
    private static readonly Gen<object> Values = Gen.Elements<object>(
        "", "-", "\\", "a\\b", "\\\\a\\", "a.b", ".", "0x", "0x1f", "12", "true", "FALSE", "=", "SHA1=", ",,",
        "SHA1=0A,MD5=,IMPHASH=0B", "MD5=ab,MD5=cd", ";", "type:", "type:  5 a.example;", "type: 5;::ffff:192.0.2.1;",
        "::ffff:", "192.0.2.300", "2001:db8::1", "DWORD (", "DWORD (0x)", "DWORD (0x1)", "QWORD (0x1-0x2)",
        "QWORD (-)", "HKLM", "HKLM\\", "HKLM\\a\\b", "\"", "\"a b\" c\\\"", "\\\"\"\"", "@", "a@b", "%22", "\u00e4",
        "{00000000-0000-0000-0000-000000000000}", "{7A2C10F3-4E1E-69A5-3B02-000000000E00}", "Valid", "failed: x",
        "2026-03-02 10:20:30.250", 0, -1, 4912, true, new string('x', 300), new[] { "a\\b", "-" });

    // What else may stand in the envelope, one thing at a time.
    private static readonly Gen<(string Field, object Value)> Envelopes = Gen.Elements<(string, object)>(
        ("x", 1), ("winlog.record_id", 41017), ("winlog.record_id", "0041017"), ("winlog.record_id", 0),
        ("winlog.computer_name", "WS-17"), ("host.name", "J\u00dcRGEN"), ("winlog.computer_name", "\u212aELVIN"),
        ("winlog.record_id", new[] { 1, 2 }), ("winlog.channel", new[] { "", "Security" }),
        ("winlog.provider_name", new[] { "", "x" }), ("winlog.provider_name", "Microsoft-Windows-Security-Auditing"),
        ("winlog.channel", "Security"), ("@timestamp", "2026-03-02T10:20:30.2612345Z"), ("@timestamp", "never"),
        ("winlog.provider_name", new string('p', 40_000)), ("event.category", "process"));

    private static readonly Gen<SomeEvent> Any =
        from code in Gen.Elements(Codes)
        from values in Gen.ArrayOf(Values, DataFields.Length)
        from chosen in Gen.ArrayOf(Gen.Elements(true, false), DataFields.Length)
        from isSysmon in Gen.Elements(true, true, true, false)
        from auditCode in Gen.Elements("4624", "4688")
        select Document(
            isSysmon ? code : auditCode, isSysmon, DataFields.Zip(values).Where((_, index) => chosen[index]));

    /// <summary>Events with any data.</summary>
    public static readonly Gen<byte[]> WithAnyData = Any.Select(document => document.Utf8);

    /// <summary>Events with any data in an odd envelope.</summary>
    public static readonly Gen<byte[]> InAnyEnvelope =
        from document in Any
        from one in Envelopes
        from other in Envelopes
        select document.With(one.Field, one.Value).With(other.Field, other.Value).Utf8;

    /// <summary>The documents of every case of the normaliser.</summary>
    public static IEnumerable<byte[]> OfCases() =>
        from path in Directory.EnumerateFiles(
            Path.Combine(AppContext.BaseDirectory, "Cases", "events"), "*.json", SearchOption.AllDirectories)
        orderby path
        from document in DocumentsOf(File.ReadAllBytes(path))
        select document;

    /// <summary>The events of all recordings.</summary>
    public static IEnumerable<byte[]> Recorded() =>
        from file in Directory.EnumerateFiles(Recordings.Folder!, "*.ndjson").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        select Encoding.UTF8.GetBytes(line);

    private static List<byte[]> DocumentsOf(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        return json.RootElement.TryGetProperty("event", out var document)
            && json.RootElement.TryGetProperty("expected", out _)
                ? [Encoding.UTF8.GetBytes(document.GetRawText())]
                : [file];
    }

    private static SomeEvent Document(string code, bool isSysmon, IEnumerable<(string Field, object Value)> fields)
    {
        var document = new SomeEvent("{}").With("winlog.event_id", code)
            .With("winlog.channel", isSysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security")
            .With("event.provider", isSysmon ? "Microsoft-Windows-Sysmon" : "Microsoft-Windows-Security-Auditing");
        foreach (var (field, value) in fields) document.With(field, value);
        return document;
    }
}
