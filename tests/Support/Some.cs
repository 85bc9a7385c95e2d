using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;
using Xunit;

namespace DetectionApi.Support;

/// <summary>Makes one of whatever a test needs and does not care about.</summary>
public static class Some
{
    public const string Ntdll = @"C:\Windows\SYSTEM32\ntdll.dll+9fc24";
    public const string KernelBase = @"C:\Windows\System32\KERNELBASE.dll+2c13e";
    public const string Unbacked = "UNKNOWN(000001C5F8E41B2E)";
    public const string Lsass = @"C:\Windows\system32\lsass.exe";

    /// <summary>When <see cref="ProcessAccess"/> happened.</summary>
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 10, 20, 30, 250, TimeSpan.Zero);

    /// <summary>When what the tests post is received.</summary>
    public static readonly DateTimeOffset Later = Time.AddMinutes(1);

    /// <summary>The index that a Winlogbeat names.</summary>
    public const string Index = "winlogbeat-8.17.0";

    public static Rule Rule { get; } = RuleCatalogue.BuiltIn[0];

    public static ActiveRule Active(int version) => new(Rule, Rule.Find(version)!);

    public static Detector Detector(int version = 316) => new([Active(version)]);

    /// <summary>Sysmon's event 10 as Winlogbeat 8 sends it raw; both versions of the rule match it.</summary>
    public static SomeEvent ProcessAccess(string? callTrace = Unbacked, string? target = Lsass) =>
        new SomeEvent(RawEvent)
            .With("winlog.event_data.CallTrace", callTrace)
            .With("winlog.event_data.TargetImage", target);

    /// <summary>The same at another time, as another record.</summary>
    public static SomeEvent ProcessAccessAt(DateTimeOffset time, int recordId) => ProcessAccess()
        .With("@timestamp", $"{time:yyyy-MM-ddTHH:mm:ss.fff}Z")
        .With("winlog.event_data.UtcTime", $"{time:yyyy-MM-dd HH:mm:ss.fff}")
        .With("winlog.record_id", recordId);

    public static Verdict Judge(SomeEvent document, int version = 316) => Judge(document.Utf8, version);

    public static Verdict Judge(byte[] document, int version = 316, string? index = Index)
    {
        var detector = Detector(version);
        return detector.Judge(document, detector.RulesFor(index), detector.NewBuffer());
    }

    /// <summary>The match of an event that the rule is known to match.</summary>
    public static Match Match(SomeEvent document) => Match(document.Utf8);

    public static Match Match(byte[] document)
    {
        var verdict = Judge(document);
        Assert.Null(verdict.Unreadable);
        return Assert.Single(verdict.Matches);
    }

    /// <summary>The same elements in another order, the same one for the same seed.</summary>
    public static T[] Shuffled<T>(IEnumerable<T> elements, int seed)
    {
        T[] shuffled = [.. elements];
        var state = (uint)seed * 2654435761 + 1;
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            state = state * 1664525 + 1013904223;
            var other = (int)((state >> 8) % (uint)(i + 1));
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    private const string RawEvent = """
        {
          "@timestamp": "2026-03-02T10:20:30.2612345Z",
          "event": {
            "action": "Process accessed (rule: ProcessAccess)", "code": "10", "created": "2026-03-02T10:20:31.9Z",
            "kind": "event", "provider": "Microsoft-Windows-Sysmon"
          },
          "host": { "name": "WS-17.corp.example", "id": "0d1b6a0e-5f0e-4f7c-9a51-1f6a33d7d001",
            "os": { "type": "windows" } },
          "agent": { "type": "winlogbeat", "version": "8.17.0", "ephemeral_id": "5d6d" },
          "log": { "level": "information" },
          "winlog": {
            "api": "wineventlog", "channel": "Microsoft-Windows-Sysmon/Operational",
            "computer_name": "WS-17.corp.example", "event_id": "10", "opcode": "Info",
            "provider_guid": "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}", "provider_name": "Microsoft-Windows-Sysmon",
            "record_id": 41017, "task": "Process accessed (rule: ProcessAccess)", "version": 3,
            "process": { "pid": 3012, "thread": { "id": 4044 } },
            "user": { "identifier": "S-1-5-18", "domain": "NT AUTHORITY", "name": "SYSTEM", "type": "User" },
            "event_data": {
              "RuleName": "-", "UtcTime": "2026-03-02 10:20:30.250",
              "SourceProcessGUID": "{7A2C10F3-4E1E-69A5-3B02-000000000E00}", "SourceProcessId": "6120",
              "SourceThreadId": "6344", "SourceImage": "C:\\Users\\Public\\Tools\\probe.exe",
              "TargetProcessGUID": "{7A2C10F3-3D02-69A5-0C00-000000000E00}", "TargetProcessId": "708",
              "TargetImage": "C:\\Windows\\system32\\lsass.exe", "GrantedAccess": "0x1010",
              "CallTrace": "UNKNOWN(000001C5F8E41B2E)", "SourceUser": "CORP\\mira",
              "TargetUser": "NT AUTHORITY\\SYSTEM"
            }
          }
        }
        """;
}
