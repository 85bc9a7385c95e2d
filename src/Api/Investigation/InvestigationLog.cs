namespace DetectionApi.Api.Investigation;

/// <summary>What the log says of investigations.</summary>
internal static partial class InvestigationLog
{
    [LoggerMessage(
        EventId = 410, Level = LogLevel.Warning,
        Message = "Alert {AlertId} could not be investigated, which is tried again soon: {Reason}")]
    public static partial void AlertNotInvestigated(this ILogger logger, string alertId, string reason);

    [LoggerMessage(
        EventId = 411, Level = LogLevel.Warning,
        Message = "The alerts cannot be followed to investigate them; it is tried again in a while: {Reason}")]
    public static partial void AlertsNotFollowed(this ILogger logger, string reason);
}
