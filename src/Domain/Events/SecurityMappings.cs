namespace DetectionApi.Domain.Events;

/// <summary>Windows' security auditing as Elastic's pipeline for the Security log maps it.</summary>
/// <remarks>
/// There <c>-</c> is a value of the record that stays, so the rows leave it out themselves. <c>ProcessId</c> is the
/// creator in event 4688 and the caller in event 4624.
/// </remarks>
internal static class SecurityMappings
{
    private const string Data = WindowsMappings.EventData;

    /// <summary>The channel.</summary>
    public static ReadOnlySpan<byte> Channel => "Security"u8;

    /// <summary>The provider of what is audited.</summary>
    public static ReadOnlySpan<byte> AuditingProvider => "Microsoft-Windows-Security-Auditing"u8;

    /// <summary>The provider of what happens to the log itself.</summary>
    public static ReadOnlySpan<byte> EventLogProvider => "Microsoft-Windows-Eventlog"u8;

    /// <summary>The whole table.</summary>
    public static readonly ProviderMapping All = new(
        [FieldMapping.Always("event.module", "security")],
        [
            new(4624, ["authentication"], ["start"],
            [
                FieldMapping.Always("event.action", "logged-in", FillMode.Add),
                FieldMapping.Always("event.outcome", "success"),
                new("user.id", Data + "TargetUserSid", FieldConversion.Data),
                new("user.name", Data + "TargetUserName", FieldConversion.PrincipalName),
                new("user.domain", Data + "TargetDomainName", FieldConversion.Data),
                new("process.pid", Data + "ProcessId", FieldConversion.HexNumber),
                new("process.executable", Data + "ProcessName", FieldConversion.Data),
                new("process.name", "process.executable", FieldConversion.FileName),
                new("source.ip", Data + "IpAddress", FieldConversion.Ip),
                new("source.port", Data + "IpPort", FieldConversion.DecimalNumber),
                new("source.domain", Data + "WorkstationName", FieldConversion.Data),
                new("winlog.logon.type", Data + "LogonType", FieldConversion.LogonType),
                new("winlog.logon.id", Data + "SubjectLogonId", FieldConversion.Data),
                new("related.user", "user.name", Mode: FillMode.Add),
                new("related.user", Data + "SubjectUserName", FieldConversion.Data, Mode: FillMode.Add),
                new("related.ip", "source.ip", Mode: FillMode.Add),
            ]),
            new(4688, ["process"], ["start"],
            [
                FieldMapping.Always("event.action", "created-process", FillMode.Add),
                FieldMapping.Always("event.outcome", "success"),
                new("user.id", Data + "SubjectUserSid", FieldConversion.Data),
                new("user.name", Data + "SubjectUserName", FieldConversion.Data),
                new("user.domain", Data + "SubjectDomainName", FieldConversion.Data),
                new("user.effective.id", Data + "TargetUserSid", FieldConversion.Data),
                new("user.effective.name", Data + "TargetUserName", FieldConversion.Data),
                new("user.effective.domain", Data + "TargetDomainName", FieldConversion.Data),
                new("process.pid", Data + "NewProcessId", FieldConversion.HexNumber),
                new("process.executable", Data + "NewProcessName", FieldConversion.Data),
                new("process.name", "process.executable", FieldConversion.FileName),
                new("process.parent.pid", Data + "ProcessId", FieldConversion.HexNumber),
                new("process.parent.executable", Data + "ParentProcessName", FieldConversion.Data),
                new("process.parent.name", "process.parent.executable", FieldConversion.FileName),
                new("process.command_line", Data + "CommandLine", FieldConversion.Data),
                new("process.args", "process.command_line", FieldConversion.QuotedArguments),
                new("winlog.logon.id", Data + "SubjectLogonId", FieldConversion.Data),
                new("related.user", "user.name", Mode: FillMode.Add),
                new("related.user", "user.effective.name", Mode: FillMode.Add),
            ]),
        ]);
}
