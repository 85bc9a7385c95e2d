using System.Net;

namespace DetectionApi.Api.AlertStream;

/// <summary>Every line that the stream of alerts may log.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Error,
        Message = "The changes of alerts could not be read, and will be in a second: {Reason}. Nobody misses any.")]
    public static partial void StreamNotFed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 601, Level = LogLevel.Information,
        Message = "Ended a stream to {Listener}: for {Seconds} s it took nothing of what was sent.")]
    public static partial void ListenerStuck(this ILogger logger, IPAddress? listener, int seconds);
}
