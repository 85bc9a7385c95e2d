using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>A Sysmon 10 event as the collectors send it. Unless told otherwise both versions raise on it.</summary>
internal sealed record AccessEvent
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public const string Ntdll = @"C:\Windows\SYSTEM32\ntdll.dll+9fc24";
    public const string KernelBase = @"C:\Windows\System32\KERNELBASE.dll+2c13e";
    public const string Unbacked = "UNKNOWN(000002A40B7F0021)";
    public const string Lsass = @"C:\Windows\System32\lsass.exe";

    public int Record { get; init; } = 1;
    public string Computer { get; init; } = "PC-0815.corp.example";
    public string HostId { get; init; } = "7c1e9a60-3f0d-4e55-9a52-6f0f5f0b1a22";
    public string Source { get; init; } = @"C:\Users\Public\tool.exe";
    public int Pid { get; init; } = 4321;
    public string Target { get; init; } = Lsass;
    public string Mask { get; init; } = "0x1010";
    public string Trace { get; init; } = $"{Unbacked}|{KernelBase}";
    public DateTime At { get; init; } = new(2026, 3, 2, 8, 15, 30, 101, DateTimeKind.Utc);

    public string User { get; init; } = @"CORP\j.doe";

    public string EntityId => $"{{1C5E3A77-4B21-69A5-0C0{Pid % 10}-0000{Pid:X8}}}";
    private string SysmonTime => At.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    private string LogTime => At.AddMilliseconds(15).ToString("O", CultureInfo.InvariantCulture);
    private string Iso => At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>As Winlogbeat 8 and 9 send it to anything but a pipeline: raw, the time that of the log.</summary>
    public string Winlogbeat8
    {
        get
        {
            var data = Data();
            data["UtcTime"] = SysmonTime;
            data["SourceProcessGUID"] = EntityId;
            data["SourceProcessId"] = $"{Pid}";
            data["SourceThreadId"] = "5678";
            data["SourceImage"] = Source;
            return Text(new JsonObject
            {
                ["@timestamp"] = LogTime,
                ["event"] = new JsonObject
                {
                    ["code"] = "10", ["kind"] = "event", ["provider"] = "Microsoft-Windows-Sysmon",
                    ["action"] = "Process accessed (rule: ProcessAccess)",
                },
                ["host"] = new JsonObject
                {
                    ["name"] = Computer, ["id"] = HostId, ["os"] = new JsonObject { ["type"] = "windows" },
                },
                ["agent"] = new JsonObject { ["type"] = "winlogbeat", ["version"] = "8.17.0" },
                ["message"] = $"Process accessed:\nSourceImage: {Source}",
                ["winlog"] = Winlog("10", Record, data),
            });
        }
    }

    /// <summary>As Winlogbeat 7 sends it: mapped by its own scripts, codes as numbers, the mapped is gone.</summary>
    public string Winlogbeat7 => Text(new JsonObject
    {
        ["@timestamp"] = Iso,
        ["event"] = new JsonObject
        {
            ["code"] = 10, ["kind"] = "event", ["provider"] = "Microsoft-Windows-Sysmon", ["module"] = "sysmon",
            ["category"] = new JsonArray("process"), ["type"] = new JsonArray("access"),
        },
        ["host"] = new JsonObject { ["name"] = Computer, ["id"] = HostId },
        ["agent"] = new JsonObject { ["type"] = "winlogbeat", ["version"] = "7.12.0", ["hostname"] = Computer },
        ["process"] = Process(EntityId.ToLowerInvariant()),
        ["winlog"] = Winlog(10, Record, Data(lower: true)),
    });

    /// <summary>As Elastic Agent sends it after its pipeline: mapped, the record's number as text.</summary>
    public string ElasticAgent => Text(new JsonObject
    {
        ["@timestamp"] = Iso,
        ["event"] = new JsonObject
        {
            ["code"] = "10", ["kind"] = "event", ["provider"] = "Microsoft-Windows-Sysmon",
            ["action"] = "ProcessAccess",
            ["dataset"] = "windows.sysmon_operational", ["category"] = new JsonArray("process"),
            ["type"] = new JsonArray("access"),
        },
        ["data_stream"] = new JsonObject { ["dataset"] = "windows.sysmon_operational", ["type"] = "logs" },
        ["host"] = new JsonObject
        {
            ["name"] = Computer, ["hostname"] = Computer, ["id"] = HostId,
            ["os"] = new JsonObject { ["type"] = "windows" },
        },
        ["user"] = new JsonObject { ["id"] = "S-1-5-18" },
        ["process"] = Process(EntityId),
        ["winlog"] = Winlog("10", $"{Record}", Data()),
    });

    private JsonObject Winlog(JsonNode id, JsonNode record, JsonObject data) => new()
    {
        ["channel"] = "Microsoft-Windows-Sysmon/Operational",
        ["provider_name"] = "Microsoft-Windows-Sysmon",
        ["event_id"] = id,
        ["record_id"] = record,
        ["computer_name"] = Computer,
        ["user"] = new JsonObject { ["identifier"] = "S-1-5-18" },
        ["event_data"] = data,
    };

    private JsonObject Data(bool lower = false)
    {
        const string TargetId = "{1C5E3A77-4A00-69A5-0B00-000000000F00}";
        return new JsonObject
        {
            ["TargetProcessGUID"] = lower ? TargetId.ToLowerInvariant() : TargetId,
            ["TargetProcessId"] = "704",
            ["TargetImage"] = Target,
            ["GrantedAccess"] = Mask,
            ["CallTrace"] = Trace,
            ["SourceUser"] = User,
            ["TargetUser"] = @"NT AUTHORITY\SYSTEM",
        };
    }

    private JsonObject Process(string entityId) => new()
    {
        ["entity_id"] = entityId,
        ["pid"] = Pid,
        ["thread"] = new JsonObject { ["id"] = 5678 },
        ["executable"] = Source,
        ["name"] = Source[(Source.LastIndexOf('\\') + 1)..],
    };

    private static string Text(JsonObject document) => document.ToJsonString(Relaxed);
}
