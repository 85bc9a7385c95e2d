using System.Globalization;
using System.Text;

namespace DetectionApi.Faults;

/// <summary>What the shippers post: the same for the same shipper and number, however often it is asked for.</summary>
/// <remarks>
/// A batch mixes events that the rule matches with those that only the story of a process needs, and with those that
/// nobody keeps. Record numbers tell all matches of a run apart.
/// </remarks>
internal static class Corpus
{
    private const int EventsMin = 10;
    private const int EventsMax = 60;
    private const int RecordsOfShipper = 10_000_000;
    private const int RecordsOfBatch = 100;

    // Matches of neighbouring batches fold into one alert, those of distant ones do not.
    private const int BatchesOfProcess = 8;

    private const string Action = """{"create":{"_index":"winlogbeat-8.17.0"}}""";

    private const string Unbacked = "UNKNOWN(000002A40B7F0021)";
    private const string Ntdll = @"C:\\Windows\\SYSTEM32\\ntdll.dll+9fc24|C:\\Windows\\System32\\KERNELBASE.dll+2c13e";

    private static readonly DateTime Start = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    private enum Kind
    {
        MatchedAccess,
        SilentAccess,
        ProcessStart,
        OwnImageLoad,
        Connection,
    }

    /// <summary>A bulk request.</summary>
    public static byte[] Body(int shipper, int batch) => Encoding.UTF8.GetBytes(string.Concat(
        KindsOf(shipper, batch).Index()
            .Select(one => $"{Action}\n{Event(shipper, batch, one.Index, one.Item)}\n")));

    /// <summary>The numbers of the records in a batch that the rule matches.</summary>
    public static IReadOnlyList<string> Matches(int shipper, int batch) =>
    [
        .. from one in KindsOf(shipper, batch).Index()
           where one.Item is Kind.MatchedAccess
           select $"{RecordOf(shipper, batch, one.Index)}",
    ];

    /// <summary>How many events there are in a batch. Of each, what its process did is kept.</summary>
    public static int Count(int shipper, int batch) => KindsOf(shipper, batch).Length;

    /// <summary>An event that the rule matches, on the host of a shipper, with a message of any length.</summary>
    public static string Match(int shipper, int batch, string message = "Process accessed") =>
        Event(shipper, batch, 0, Kind.MatchedAccess, message);

    /// <summary>The number of the record that <see cref="Match"/> makes.</summary>
    public static string RecordOfMatch(int shipper, int batch) => $"{RecordOf(shipper, batch, 0)}";

    private static Kind[] KindsOf(int shipper, int batch)
    {
        var random = new Random(unchecked((shipper * 1_000_003) + batch));
        return [.. Enumerable.Range(0, random.Next(EventsMin, EventsMax)).Select(_ => KindOf(random.Next(100)))];
    }

    private static Kind KindOf(int percent) => percent switch
    {
        < 12 => Kind.MatchedAccess,
        < 25 => Kind.SilentAccess,
        < 50 => Kind.ProcessStart,
        < 75 => Kind.OwnImageLoad,
        _ => Kind.Connection,
    };

    private static int RecordOf(int shipper, int batch, int index) =>
        (shipper * RecordsOfShipper) + (batch * RecordsOfBatch) + index + 1;

    private static string Event(int shipper, int batch, int index, Kind kind, string message = "As Sysmon words it")
    {
        var at = Start.AddSeconds(batch).AddMilliseconds(index);
        var process = batch / BatchesOfProcess;
        var (code, data) = kind switch
        {
            Kind.MatchedAccess => ("10", Access(process, Unbacked)),
            Kind.SilentAccess => ("10", Access(process, Ntdll)),
            Kind.ProcessStart => ("1", ProcessStart(process, index)),
            Kind.OwnImageLoad => ("7", OwnImageLoad(process)),
            _ => ("3", Connection(process, index)),
        };
        return OnOneLine($$$"""
            {"@timestamp":"{{{at.AddMilliseconds(15).ToString("O", CultureInfo.InvariantCulture)}}}",
            "event":{"code":"{{{code}}}","kind":"event","provider":"Microsoft-Windows-Sysmon"},
            "host":{"name":"PC-{{{shipper}}}.corp.example","os":{"type":"windows"}},
            "agent":{"type":"winlogbeat","version":"8.17.0"},"message":"{{{message}}}",
            "winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon",
            "event_id":"{{{code}}}","record_id":{{{RecordOf(shipper, batch, index)}}},
            "computer_name":"PC-{{{shipper}}}.corp.example","api":"wineventlog",
            "event_data":{"RuleName":"-",
            "UtcTime":"{{{at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}}}",{{{data}}}
            }}
            }
            """);
    }

    private static string Access(int process, string trace) => $$"""
        "SourceProcessGUID":"{{EntityOf(process)}}","SourceProcessId":"{{PidOf(process)}}","SourceThreadId":"5678",
        "SourceImage":"C:\\Users\\Public\\tool.exe","SourceUser":"CORP\\j.doe",
        "TargetProcessGUID":"{1C5E3A77-4A00-69A5-0B00-000000000F00}","TargetProcessId":"704",
        "TargetImage":"C:\\Windows\\System32\\lsass.exe","TargetUser":"NT AUTHORITY\\SYSTEM",
        "GrantedAccess":"0x1010","CallTrace":"{{trace}}"
        """;

    private static string ProcessStart(int process, int index) => $$"""
        "ProcessGuid":"{{EntityOf(process)}}","ProcessId":"{{PidOf(process)}}","Image":"C:\\Users\\Public\\tool.exe",
        "FileVersion":"1.2","Description":"-","Product":"-","Company":"-","OriginalFileName":"tool.exe",
        "CommandLine":"tool.exe --number {{index}}","CurrentDirectory":"C:\\Users\\Public\\",
        "User":"CORP\\j.doe","LogonGuid":"{1C5E3A77-4AB1-69A5-F4BE-000000000000}","LogonId":"0xf4be",
        "TerminalSessionId":"1","IntegrityLevel":"High","Hashes":"{{Hashes}}",
        "ParentProcessGuid":"{1C5E3A77-4ACC-69A5-B247-030000000000}","ParentProcessId":"2772",
        "ParentImage":"C:\\Windows\\explorer.exe","ParentCommandLine":"C:\\Windows\\Explorer.EXE"
        """;

    private static string OwnImageLoad(int process) => $$"""
        "ProcessGuid":"{{EntityOf(process)}}","ProcessId":"{{PidOf(process)}}","Image":"C:\\Users\\Public\\tool.exe",
        "ImageLoaded":"C:\\Users\\Public\\tool.exe","FileVersion":"1.2","Description":"-","Product":"-",
        "Company":"-","OriginalFileName":"tool.exe","Hashes":"{{Hashes}}",
        "Signed":"true","Signature":"Example Corp.","SignatureStatus":"Valid"
        """;

    private static string Connection(int process, int index) => $$"""
        "ProcessGuid":"{{EntityOf(process)}}","ProcessId":"{{PidOf(process)}}","Image":"C:\\Users\\Public\\tool.exe",
        "User":"CORP\\j.doe","Protocol":"tcp","Initiated":"true","SourceIsIpv6":"false","SourceIp":"192.0.2.15",
        "SourcePort":"{{49152 + index}}","DestinationIsIpv6":"false","DestinationIp":"198.51.100.7",
        "DestinationPort":"443","DestinationPortName":"https"
        """;

    private const string Hashes =
        "MD5=42893ADBC36605EC79B5BD610759947E,"
        + "SHA256=1A061C74619DE6AF8C02CBA0FA00754BDD9E3515C0E08CAD6350C7ADFC8CDD5B";

    private static int PidOf(int process) => 2000 + process;

    private static string EntityOf(int process) => $"{{1C5E3A77-4B21-69A5-0C00-0000{PidOf(process):X8}}}";

    // Each document is a line.
    private static string OnOneLine(string text) => text.ReplaceLineEndings("");
}
