namespace DetectionApi.Api.Telemetry;

/// <summary>Every line that telemetry may log.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Warning, Message = "Alarm {Code}: {Detail}")]
    public static partial void AlarmBegan(this ILogger logger, string code, string detail);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information,
        Message = "The alarm {Code} is over; it held for {Time}.")]
    public static partial void AlarmEnded(this ILogger logger, string code, TimeSpan time);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning,
        Message = "What the service measures could not be looked up, and will be in a while: {Reason}")]
    public static partial void NotLookedUp(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information,
        Message = "Measurements and traces are sent to {Collector} by OTLP ({Protocol}).")]
    public static partial void Exporting(this ILogger logger, Uri collector, string protocol);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning,
        Message = "Measurements or traces could not be sent; what is not sent is lost, and nothing else is: {Reason}")]
    public static partial void NotExported(this ILogger logger, string reason);
}
