namespace DetectionApi.Api.ExceptionItems;

/// <summary>Every line that changes of many exception items may log.</summary>
internal static partial class ExceptionFileLog
{
    [LoggerMessage(
        EventId = 750, Level = LogLevel.Information,
        Message = "{Actor} imported {Count} exception items, {Active} of them into force.")]
    public static partial void ExceptionsImported(this ILogger logger, string actor, int count, int active);

    [LoggerMessage(
        EventId = 751, Level = LogLevel.Information, Message = "{Actor} changed {Count} exception items at once.")]
    public static partial void ExceptionsChanged(this ILogger logger, string actor, int count);
}
