using System.Globalization;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>Events that raise alerts, one each.</summary>
internal static class RaisingEvent
{
    /// <summary>An access of a process of its own.</summary>
    public static string Of(int number)
    {
        var now = DateTimeOffset.UtcNow;
        var time = now.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $$$$"""
            {"@timestamp":"{{{{now.ToString("O", CultureInfo.InvariantCulture)}}}}","event":{"code":"10","kind":"event",
            "provider":"Microsoft-Windows-Sysmon"},"host":{"name":"ws-0042.corp.example","os":{"type":"windows"}},
            "agent":{"type":"winlogbeat","version":"8.17.0"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational",
            "provider_name":"Microsoft-Windows-Sysmon","event_id":"10","record_id":{{{{number}}}},
            "computer_name":"ws-0042.corp.example","event_data":{"UtcTime":"{{{{time}}}}",
            "SourceProcessGUID":"{7A2C10F3-4E1E-69A5-3B02-{{{{number:X12}}}}}","SourceProcessId":"{{{{number}}}}",
            "SourceImage":"C:\\tools\\program003.exe","TargetImage":"C:\\Windows\\System32\\lsass.exe",
            "GrantedAccess":"0x1010","CallTrace":"UNKNOWN(000001C5F8E41B2E)","SourceUser":"CORP\\u0042"}}}
            """.ReplaceLineEndings("");
    }
}
