using DetectionApi.Support;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>Events of which the context keeps something, as the three kinds of shippers send them.</summary>
internal static class SomeContext
{
    public const string Image = @"C:\Users\Public\Tools\probe.exe";
    public const string Process = "{7a2c10f3-4e1e-69a5-3b02-000000000e00}";
    public const string Parent = "{7a2c10f3-3d02-69a5-0c00-000000000e00}";
    public const string Other = "{7a2c10f3-3d02-69a5-0d00-000000000e00}";
    public const string Host = "ws-17.corp.example";
    public static readonly string Sha256 = new('c', 64);

    /// <summary>An event of Sysmon as Winlogbeat 8 sends it raw.</summary>
    public static SomeEvent Sysmon(int code) => new SomeEvent("{}")
        .With("@timestamp", "2026-03-02T10:20:30.2612345Z").With("event.code", $"{code}")
        .With("event.provider", "Microsoft-Windows-Sysmon").With("host.name", "WS-17.corp.example")
        .With("winlog.channel", "Microsoft-Windows-Sysmon/Operational")
        .With("winlog.provider_name", "Microsoft-Windows-Sysmon").With("winlog.computer_name", "WS-17.corp.example")
        .With("winlog.event_id", $"{code}").With("winlog.record_id", 5000 + code)
        .Data("UtcTime", "2026-03-02 10:20:30.250").Data("User", @"CORP\mira")
        .Data("ProcessGuid", "{7A2C10F3-4E1E-69A5-3B02-000000000E00}").Data("ProcessId", "6120").Data("Image", Image);

    /// <summary>A process that was begun.</summary>
    public static SomeEvent Start() => Sysmon(1)
        .Data("CommandLine", "probe.exe -v").Data("CurrentDirectory", @"C:\Temp\").Data("LogonId", "0x4f2a1")
        .Data("Hashes", $"SHA1={new string('A', 40)},MD5={new string('B', 32)},SHA256={Sha256.ToUpperInvariant()}")
        .Data("ParentProcessGuid", Parent).Data("ParentProcessId", "708").Data("IntegrityLevel", "High")
        .Data("ParentImage", @"C:\Windows\System32\cmd.exe").Data("ParentCommandLine", "cmd.exe /c probe");

    /// <summary>A process that loads an image, its own unless told otherwise.</summary>
    public static SomeEvent Load(string image = Image) => Sysmon(7).Data("ImageLoaded", image)
        .Data("Signed", "true").Data("Signature", "Example Ltd").Data("SignatureStatus", "Valid")
        .Data("Hashes", $"SHA256={Sha256}");

    /// <summary>An event of Windows' own auditing.</summary>
    public static SomeEvent Security(int code) => new SomeEvent("{}")
        .With("@timestamp", "2026-03-02T10:20:30.250Z").With("event.code", $"{code}")
        .With("event.provider", "Microsoft-Windows-Security-Auditing").With("host.name", "WS-17.corp.example")
        .With("winlog.channel", "Security").With("winlog.provider_name", "Microsoft-Windows-Security-Auditing")
        .With("winlog.computer_name", "WS-17.corp.example").With("winlog.record_id", 9000 + code)
        .Data("SubjectUserName", "mira").Data("SubjectDomainName", "CORP").Data("SubjectLogonId", "0x4f2a1");

    /// <summary>A process that was begun, as auditing tells it.</summary>
    public static SomeEvent AuditedStart() => Security(4688)
        .Data("NewProcessId", "0x17e8").Data("NewProcessName", Image).Data("ProcessId", "0x2c4")
        .Data("ParentProcessName", @"C:\Windows\System32\cmd.exe").Data("CommandLine", "probe.exe -v")
        .Data("TargetUserName", "-").Data("TargetDomainName", "-").Data("TargetLogonId", "0x0");

    /// <summary>The same as Elastic Agent sends it: fields of ECS only, hardly any data of the record.</summary>
    public static SomeEvent OfAgent(int code) => new SomeEvent("{}")
        .With("@timestamp", "2026-03-02T10:20:30.250Z").With("event.code", $"{code}")
        .With("event.provider", "Microsoft-Windows-Sysmon").With("winlog.channel", "Microsoft-Windows-Sysmon/Operational")
        .With("winlog.computer_name", "WS-17.corp.example").With("winlog.record_id", $"{5000 + code}")
        .With("process.entity_id", Process).With("process.pid", 6120).With("process.executable", Image)
        .With("process.command_line", "probe.exe -v").With("file.path", Image)
        .With("user.domain", "CORP").With("user.name", "mira");

    /// <summary>The same as Winlogbeat 7 sends it: the code a number, GUIDs in lower case.</summary>
    public static SomeEvent OfWinlogbeat7(int code) => OfAgent(code)
        .With("event.code", code).With("winlog.event_id", code).With("winlog.record_id", 5000 + code);

    public static SomeEvent Data(this SomeEvent document, string name, object? value) =>
        document.With($"winlog.event_data.{name}", value);
}
