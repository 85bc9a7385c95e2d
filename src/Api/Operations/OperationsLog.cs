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

    [LoggerMessage(EventId = 305, Level = LogLevel.Error,
        Message = "The service ended before all that waited was stored. Nothing of it was acknowledged.")]
    public static partial void StoreNotDrained(this ILogger logger);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Refused a request with 429: {Reason}")]
    public static partial void StoreBusy(this ILogger logger, string reason);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error,
        Message = "The store failed: {Reason}. What was sent is refused with 503, and shippers send it again.")]
    public static partial void StoreFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "{File} is whole; looking took {Time}.")]
    public static partial void StoreChecked(this ILogger logger, string file, TimeSpan time);

    [LoggerMessage(EventId = 311, Level = LogLevel.Error,
        Message = "{File} is damaged: {Finding}. The service is not ready until it was started on a whole store, such "
            + "as a backup.")]
    public static partial void StoreDamaged(this ILogger logger, string file, string finding);

    [LoggerMessage(EventId = 312, Level = LogLevel.Warning,
        Message = "Whether {File} is whole could not be found out: {Reason}")]
    public static partial void StoreNotChecked(this ILogger logger, string file, string reason);

    [LoggerMessage(EventId = 313, Level = LogLevel.Information,
        Message = "Removed {Documents} documents ({Bytes} bytes) from the quarantine, the oldest: {Days} days and "
            + "{BytesMax} bytes are kept.")]
    public static partial void QuarantineSwept(
        this ILogger logger, int documents, long bytes, int days, long bytesMax);

    [LoggerMessage(EventId = 314, Level = LogLevel.Warning,
        Message = "The quarantine could not be swept, and will be in a minute: {Reason}")]
    public static partial void QuarantineNotSwept(this ILogger logger, string reason);

    [LoggerMessage(EventId = 320, Level = LogLevel.Warning,
        Message = "The alerts could not be read, and will be in a moment: {Reason}")]
    public static partial void AlertsNotRead(this ILogger logger, string reason);
}
