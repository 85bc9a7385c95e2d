namespace DetectionApi.Api.Triage;

/// <summary>Every line that alerts may log.</summary>
internal static partial class TriageLog
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "{Actor} changed alert {Id}.")]
    public static partial void AlertChanged(this ILogger logger, string actor, string id);

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "{Actor} changed {Count} alerts at once.")]
    public static partial void AlertsChanged(this ILogger logger, string actor, int count);
}
