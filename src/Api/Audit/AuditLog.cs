using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Every line that the audit log may leave in the service's own.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(
        EventId = 910, Level = LogLevel.Information,
        Message = "The audit log ends with {Head}. 'verify-audit --expect' takes that, and tells whether all up to it "
            + "is as it is now.")]
    public static partial void AuditEnds(this ILogger logger, AuditHead head);

    [LoggerMessage(
        EventId = 911, Level = LogLevel.Warning, Message = "The end of the audit log could not be read: {Reason}")]
    public static partial void AuditNotRead(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 912, Level = LogLevel.Error,
        Message = "{Lines} lines on refused attempts could not be written into the audit log, and will be in a second: "
            + "{Reason}")]
    public static partial void AttemptsNotWritten(this ILogger logger, int lines, string reason);
}
