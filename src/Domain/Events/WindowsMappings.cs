namespace DetectionApi.Domain.Events;

/// <summary>What holds for every event of the Windows event log, whichever provider wrote it.</summary>
internal static class WindowsMappings
{
    /// <summary>The prefix of a record's own data.</summary>
    public const string EventData = "winlog.event_data.";

    /// <summary>A document with any of these is an event of the Windows event log.</summary>
    public static readonly string[] Marks =
    [
        "winlog.channel", "winlog.provider_name", "winlog.provider_guid", "winlog.event_id", "winlog.record_id",
        "winlog.computer_name",
    ];

    /// <summary>Fields that are brought to one spelling where they stand.</summary>
    public static readonly Dictionary<string, FieldConversion> Spellings = new()
    {
        ["event.code"] = FieldConversion.Text,
        ["winlog.event_id"] = FieldConversion.Text,
        ["winlog.record_id"] = FieldConversion.Text,
        ["process.entity_id"] = FieldConversion.Guid,
        ["process.parent.entity_id"] = FieldConversion.Guid,
        ["process.parent.pid"] = FieldConversion.Number,
        ["process.pid"] = FieldConversion.Number,
        ["process.thread.id"] = FieldConversion.Number,
        ["winlog.event_data.SourceProcessGUID"] = FieldConversion.Guid,
        ["winlog.event_data.TargetProcessGUID"] = FieldConversion.Guid,
        ["winlog.event_data.SourceProcessGuid"] = FieldConversion.Guid,
        ["winlog.event_data.TargetProcessGuid"] = FieldConversion.Guid,
        ["winlog.event_data.ProcessGuid"] = FieldConversion.Guid,
        ["winlog.event_data.ParentProcessGuid"] = FieldConversion.Guid,
        ["winlog.event_data.LogonGuid"] = FieldConversion.Guid,
        ["winlog.event_data.TargetLogonGuid"] = FieldConversion.Guid,
        ["winlog.event_data.GrantedAccess"] = FieldConversion.AccessMask,
    };

    /// <summary>Fields that every event gets from its envelope, in order.</summary>
    public static readonly FieldMapping[] Envelope =
    [
        new("event.code", "winlog.event_id"),
        new("winlog.event_id", "event.code"),
        new("event.provider", "winlog.provider_name"),
        new("winlog.provider_name", "event.provider"),
        new("host.name", "winlog.computer_name"),
        new("event.created", "winlog.time_created"),
        new("log.level", "winlog.level", FieldConversion.Lower),
    ];

    /// <summary>Fields that have the same value on every event of the Windows event log.</summary>
    public static readonly Dictionary<string, byte[]> Constants = new()
    {
        ["event.kind"] = "event"u8.ToArray(),
        ["host.os.type"] = "windows"u8.ToArray(),
        ["host.os.family"] = "windows"u8.ToArray(),
    };
}
