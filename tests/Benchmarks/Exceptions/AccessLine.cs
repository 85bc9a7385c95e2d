using System.Globalization;
using System.Text;

namespace DetectionApi.Benchmarks.Exceptions;

/// <summary>Matching events of programs for which there are items, all of which ask for another call trace.</summary>
internal static class AccessLine
{
    /// <summary>One event; the same number is the same event.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="at">When it happened.</param>
    public static byte[] Of(int number, DateTimeOffset at)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var host = string.Create(CultureInfo.InvariantCulture, $"ws-{number % 3000:0000}.corp.example");
        var source = ItemFleet.PathOf(number % ItemFleet.Programs).Replace(@"\", @"\\", StringComparison.Ordinal);
        var target = ItemFleet.Lsass.Replace(@"\", @"\\", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($$$$"""
            {"@timestamp":"{{{{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}}}}","event":{"code":"10",
            "kind":"event","provider":"Microsoft-Windows-Sysmon"},
            "host":{"name":"{{{{host}}}}","os":{"type":"windows"}},
            "agent":{"type":"winlogbeat","version":"8.17.0"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational",
            "provider_name":"Microsoft-Windows-Sysmon","event_id":"10","record_id":{{{{number}}}},
            "computer_name":"{{{{host}}}}","event_data":{"UtcTime":"{{{{time}}}}",
            "SourceProcessGUID":"{7A2C10F3-4E1E-69A5-3B02-{{{{number / 4:X12}}}}}",
            "SourceProcessId":"{{{{number / 4}}}}",
            "SourceImage":"{{{{source}}}}","TargetImage":"{{{{target}}}}","GrantedAccess":"0x1410",
            "CallTrace":"UNKNOWN(000001C5F8E41B2E)|C:\\Windows\\System32\\KERNELBASE.dll+2c13e",
            "SourceUser":"CORP\\u0042"}}}
            """.ReplaceLineEndings(""));
    }
}
