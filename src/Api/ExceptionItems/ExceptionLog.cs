using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Every line that exception items may log.</summary>
internal static partial class ExceptionLog
{
    [LoggerMessage(EventId = 700, Level = LogLevel.Information, Message = "{Actor} wrote exception item {Id}.")]
    public static partial void ItemWritten(this ILogger logger, string actor, string id);

    [LoggerMessage(
        EventId = 701, Level = LogLevel.Information, Message = "Exception item {Id} is {Status} now, by {Actor}.")]
    public static partial void ItemMoved(this ILogger logger, string id, ExceptionStatus status, string actor);

    [LoggerMessage(
        EventId = 702, Level = LogLevel.Error,
        Message = "Exception items were not looked after, and will be in a minute: {Reason}")]
    public static partial void ItemsNotLookedAfter(this ILogger logger, string reason);
}
