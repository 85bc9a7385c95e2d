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

    /// <summary>Fields of every event id.</summary>
    public static readonly FieldMapping[] Common =
    [
        new("@timestamp", "winlog.event_data.UtcTime", FieldConversion.UtcTime, Overwrite: true),
        new("rule.name", "winlog.event_data.RuleName"),
    ];

    /// <summary>One row per event id; the fields in order, so that a later one may build on an earlier one.</summary>
    public static readonly EventMapping[] Events =
    [
        new(10, ["process"], ["access"],
        [
            new("process.entity_id", "winlog.event_data.SourceProcessGUID"),
            new("process.pid", "winlog.event_data.SourceProcessId", FieldConversion.Number),
            new("process.thread.id", "winlog.event_data.SourceThreadId", FieldConversion.Number),
            new("process.executable", "winlog.event_data.SourceImage"),
            new("process.name", "process.executable", FieldConversion.FileName),
        ]),
    ];
}
