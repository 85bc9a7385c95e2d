namespace DetectionApi.Api.Operations;

/// <summary>Every line that operations may log.</summary>
internal static partial class OperationsLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Data is kept in {Directory}.")]
    public static partial void StoreOpened(this ILogger logger, string directory);

    [LoggerMessage(EventId = 303, Level = LogLevel.Information,
        Message = "Dropped {Dropped} old segments of the context; of {Kept} what open alerts need is left.")]
    public static partial void ContextSwept(this ILogger logger, int dropped, int kept);

    [LoggerMessage(EventId = 304, Level = LogLevel.Error,
        Message = "The context could not be swept: {Reason}. It will be tried again.")]
    public static partial void ContextNotSwept(this ILogger logger, string reason);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Refused a request with 429: {Reason}")]
    public static partial void StoreBusy(this ILogger logger, string reason);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error,
        Message = "The store failed: {Reason}. What was sent is refused with 503, and shippers send it again.")]
    public static partial void StoreFailed(this ILogger logger, string reason);
}
