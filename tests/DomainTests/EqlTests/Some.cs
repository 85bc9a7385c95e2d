using System.Text;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Events;

namespace DetectionApi.DomainTests.EqlTests;

/// <summary>Makes the thing a test needs one of.</summary>
internal static class Some
{
    public const string FirstRule = """
        process where event.code == "10" and length(winlog.event_data.CallTrace) > 0 and
          /* whatever comes first is where the call left user mode */
          not winlog.event_data.CallTrace :
            ("?:\\WINDOWS\\SYSTEM32\\ntdll.dll*", "?:\\WINDOWS\\SysWOW64\\ntdll.dll*")
        """;

    public const string LatestRule = """
        process where host.os.type == "windows" and event.code == "10" and
          length(winlog.event_data.CallTrace) > 0 and
          not winlog.event_data.CallTrace : (
            "?:\\WINDOWS\\SYSTEM32\\ntdll.dll*", // where a call should leave user mode
            "?:\\WINDOWS\\SysWOW64\\ntdll.dll*",
            "?:\\Windows\\System32\\sysfer.dll*",
            "?:\\Windows\\System32\\wow64cpu.dll*",
            "?:\\WINDOWS\\System32\\wow64win.dll*",
            "?:\\Windows\\System32\\win32u.dll*",
            "?:\\ProgramData\\Symantec\\Symantec Endpoint Protection\\*\\sysfer.dll*") and
          not winlog.event_data.TargetImage : (
            "?:\\Program Files (x86)\\Malwarebytes Anti-Exploit\\mbae-svc.exe",
            "?:\\Program Files\\Cisco\\AMP\\*\\sfc.exe",
            "?:\\Program Files (x86)\\Microsoft\\EdgeWebView\\Application\\*\\msedgewebview2.exe",
            "?:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\*\\AcroCEF.exe") and
          not (process.executable : (
              "?:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe",
              "?:\\Program Files (x86)\\World of Warcraft\\_classic_\\WowClassic.exe") and
            not winlog.event_data.TargetImage : "?:\\WINDOWS\\system32\\lsass.exe")
        """;

    public static bool Matches(EqlQuery query, string document) => Matches(query, Encoding.UTF8.GetBytes(document));

    public static bool Matches(EqlQuery query, byte[] document)
    {
        var fields = new FieldSet(query.Fields);
        Assert.True(new EventBuffer(fields).TryRead(document, out var e, out var reason), reason);
        return query.Compile(fields).Matches(e);
    }

    /// <summary>A process that opens another one.</summary>
    public static string ProcessAccess(
        string? callTrace,
        string? target = @"C:\Windows\system32\lsass.exe",
        string source = @"C:\Users\u\a.exe",
        string code = "10") => System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["@timestamp"] = "2024-05-01T10:00:00.000Z",
            ["event"] = new { code, category = new[] { "process" }, provider = "Microsoft-Windows-Sysmon" },
            ["host"] = new { os = new { type = "windows" }, name = "ws1" },
            ["process"] = new { executable = source, pid = 4711 },
            ["winlog"] = new
            {
                event_data = new { CallTrace = callTrace, TargetImage = target, GrantedAccess = "0x1fffff" },
            },
        });
}
