namespace DetectionApi.Domain.Events;

/// <summary>
/// Sysmon's events as Elastic's Sysmon pipelines map them: the pipeline of Winlogbeat 8 and the Windows integration.
/// </summary>
internal static class SysmonMappings
{
    /// <summary>The channel that Sysmon writes to.</summary>
    public static ReadOnlySpan<byte> Channel => "Microsoft-Windows-Sysmon/Operational"u8;

    /// <summary>Sysmon's provider, under the name that it has unless somebody renamed it at installation.</summary>
    public static ReadOnlySpan<byte> Provider => "Microsoft-Windows-Sysmon"u8;

    /// <summary>Sysmon's provider GUID, without braces.</summary>
    public static ReadOnlySpan<byte> ProviderGuid => "5770385F-C22A-43E0-BF4C-06F5698FFBD9"u8;

    /// <summary>
    /// Fields that stand together in Sysmon's event 10 and in no other event: by them it is known when a shipper sends
    /// neither channel nor provider.
    /// </summary>
    public static readonly string[] ProcessAccessMarks =
        ["winlog.event_data.CallTrace", "winlog.event_data.GrantedAccess", "winlog.event_data.TargetImage"];

    private const string Data = WindowsMappings.EventData;

    private static readonly FieldMapping[] Common =
    [
        new("@timestamp", Data + "UtcTime", FieldConversion.UtcTime, Mode: FillMode.Overwrite),
        new("rule.name", Data + "RuleName"),
        FieldMapping.Always("event.module", "sysmon"),
    ];

    // What is deleted is a file, yet one pipeline gives its hashes to the process and the other one to the file.
    private static readonly FieldMapping[] DeletedFile =
    [
        .. SysmonRows.TargetFile,
        .. SysmonRows.Hashes("process", "Hashes"),
        .. SysmonRows.Hashes("file", "Hashes"),
        new("sysmon.file.is_executable", Data + "IsExecutable", FieldConversion.Boolean),
    ];

    private static readonly FieldMapping[] Connection =
    [
        new("network.transport", Data + "Protocol"),
        new("network.protocol", Data + "DestinationPortName"),
        new("network.protocol", Data + "SourcePortName"),
        new("network.direction", Data + "Initiated", FieldConversion.Direction),
        new("network.type", Data + "SourceIsIpv6", FieldConversion.IpVersion),
        new("source.ip", Data + "SourceIp", FieldConversion.Ip),
        new("source.domain", Data + "SourceHostname"),
        new("source.port", Data + "SourcePort", FieldConversion.Number),
        new("destination.ip", Data + "DestinationIp", FieldConversion.Ip),
        new("destination.domain", Data + "DestinationHostname"),
        new("destination.port", Data + "DestinationPort", FieldConversion.Number),
        new("related.ip", "source.ip", Mode: FillMode.Add),
        new("related.ip", "destination.ip", Mode: FillMode.Add),
    ];

    private static readonly FieldMapping[] Registry =
    [
        new("registry.path", Data + "TargetObject"),
        new("registry.hive", "registry.path", FieldConversion.RegistryHive),
        new("registry.key", "registry.path", FieldConversion.RegistryKey),
        new("registry.value", "registry.path", FieldConversion.RegistryValue),
    ];

    private static readonly FieldMapping[] RegistryData =
    [
        new("registry.data.type", Data + "Details", FieldConversion.RegistryDataType),
        new("registry.data.strings", Data + "Details", FieldConversion.RegistryDataText),
    ];

    private static readonly FieldMapping[] NameQuery =
    [
        FieldMapping.Always("network.protocol", "dns"),
        new("dns.question.name", Data + "QueryName"),
        new("sysmon.dns.status", Data + "QueryStatus", FieldConversion.DnsStatus),
        new("dns.answers.data", Data + "QueryResults", FieldConversion.DnsAnswerData),
        new("dns.answers.type", Data + "QueryResults", FieldConversion.DnsAnswerType),
        new("dns.resolved_ip", Data + "QueryResults", FieldConversion.DnsResolvedIp),
        new("related.ip", "dns.resolved_ip", Mode: FillMode.Add),
        new("related.hosts", Data + "QueryResults", FieldConversion.DnsAnswerName, Mode: FillMode.Add),
        new("related.hosts", "dns.question.name", Mode: FillMode.Add),
    ];

    /// <summary>The whole table.</summary>
    public static readonly ProviderMapping All = new(Common,
    [
        Event(1, ["process"], ["start"], "Process creation",
        [
            .. SysmonRows.Process, .. SysmonRows.CommandLine, .. SysmonRows.Parent, .. SysmonRows.User,
            .. SysmonRows.Version("process"), .. SysmonRows.Hashes("process", "Hashes"),
        ]),
        Event(3, ["network"], ["start", "connection", "protocol"], "Network connection",
            [.. SysmonRows.Process, .. SysmonRows.User, .. Connection]),
        Event(5, ["process"], ["end"], "Process terminated", [.. SysmonRows.Process, .. SysmonRows.User]),
        Event(6, ["driver"], ["start"], "Driver loaded", SysmonRows.LoadedFile),
        Event(7, ["process", "library"], ["change"], "Image loaded",
        [
            // What the newest integration adds, and what the pipelines before it did not.
            FieldMapping.Always("event.category", "library", FillMode.Add),
            FieldMapping.Always("event.action", "load", FillMode.Add),
            .. SysmonRows.Process, .. SysmonRows.User, .. SysmonRows.LoadedFile, .. SysmonRows.Version("file"),
            .. SysmonRows.Library,
        ]),
        Event(8, ["process"], ["change"], "CreateRemoteThread", SysmonRows.SourceProcess),
        Event(10, ["process"], ["access"], "ProcessAccess", SysmonRows.SourceProcess),
        Event(11, ["file"], ["creation"], "FileCreate",
            [.. SysmonRows.Process, .. SysmonRows.User, .. SysmonRows.TargetFile]),
        Event(12, ["configuration", "registry"], ["change"], "RegistryEvent (Object create and delete)",
            [.. SysmonRows.Process, .. SysmonRows.User, .. Registry]),
        Event(13, ["configuration", "registry"], ["change"], "RegistryEvent (Value Set)",
            [.. SysmonRows.Process, .. SysmonRows.User, .. Registry, .. RegistryData]),
        Event(14, ["configuration", "registry"], ["change"], "RegistryEvent (Key and Value Rename)",
            [.. SysmonRows.Process, .. SysmonRows.User, .. Registry]),
        Event(15, ["file"], ["access"], "FileCreateStreamHash",
        [
            .. SysmonRows.Process, .. SysmonRows.User, .. SysmonRows.TargetFile, .. SysmonRows.Hashes("file", "Hash"),
        ]),
        Event(17, ["file"], ["creation"], "PipeEvent (Pipe Created)",
            [.. SysmonRows.Process, .. SysmonRows.User, new("file.name", Data + "PipeName")]),
        Event(18, ["file"], ["access"], "PipeEvent (Pipe Connected)",
            [.. SysmonRows.Process, .. SysmonRows.User, new("file.name", Data + "PipeName")]),
        Event(22, ["network"], ["connection", "protocol", "info"], "DNSEvent (DNS query)",
            [.. SysmonRows.Process, .. SysmonRows.User, .. NameQuery]),
        Event(23, ["file"], ["deletion"], "FileDelete (File Delete archived)",
        [
            .. SysmonRows.Process, .. SysmonRows.User, .. DeletedFile,
            new("sysmon.file.archived", Data + "Archived", FieldConversion.Boolean),
        ]),
        Event(25, ["process"], ["change"], "ProcessTampering (Process image change)",
            [.. SysmonRows.Process, .. SysmonRows.User, new("message", Data + "Type")]),
        Event(26, ["file"], ["deletion"], "FileDeleteDetected (File Delete logged)",
            [.. SysmonRows.Process, .. SysmonRows.User, .. DeletedFile]),
    ]);

    private static EventMapping Event(
        int code, string[] category, string[] type, string action, FieldMapping[] fields) =>
        new(code, category, type, [FieldMapping.Always("event.action", action, FillMode.Add), .. fields]);
}
