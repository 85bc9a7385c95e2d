namespace DetectionApi.Api.Limits;

/// <summary>What the log says of limits.</summary>
internal static partial class LimitsLog
{
    [LoggerMessage(EventId = 950, Level = LogLevel.Warning, Message = "{Count} times more: {Cause}.")]
    public static partial void HappenedAgain(this ILogger log, int count, string cause);

    [LoggerMessage(EventId = 951, Level = LogLevel.Warning,
        Message = "Refused {Method} {Path} of {Whom} with 429: {Reason}")]
    public static partial void TooManyRequests(
        this ILogger log, string method, string path, string whom, string reason);

    [LoggerMessage(EventId = 952, Level = LogLevel.Warning,
        Message = "Closed a connection from {From}: {Most} are open from there already.")]
    public static partial void TooManyConnections(this ILogger log, string from, int most);
}
