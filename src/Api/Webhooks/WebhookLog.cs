namespace DetectionApi.Api.Webhooks;

/// <summary>Every line that webhooks may log. None holds a secret, or an address beyond its host.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Error,
        Message = "The changes of alerts could not be followed for webhooks, and will be again soon: {Reason}")]
    public static partial void WebhooksNotFed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 501, Level = LogLevel.Error,
        Message = "Messages to {Target} could not be sent, and will be tried again soon: {Reason}")]
    public static partial void WebhooksNotSent(this ILogger logger, string target, string reason);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning,
        Message = "{Target} did not take {Message}, attempt {Attempt}: {Reason}")]
    public static partial void WebhookFailed(
        this ILogger logger, string target, string message, int attempt, string reason);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error,
        Message = "{Message} to {Target} was given up. It can be replayed.")]
    public static partial void WebhookDead(this ILogger logger, string target, string message);

    [LoggerMessage(EventId = 504, Level = LogLevel.Error,
        Message = "{Target} wants no more messages (410) and gets none until it is enabled again.")]
    public static partial void WebhookTargetGone(this ILogger logger, string target);

    [LoggerMessage(EventId = 505, Level = LogLevel.Error,
        Message = "{Count} messages were given up, the oldest: more than {PendingMax} were pending for one target.")]
    public static partial void WebhooksGivenUp(this ILogger logger, int count, int pendingMax);

    [LoggerMessage(EventId = 506, Level = LogLevel.Information,
        Message = "{Actor} had {Count} messages sent again.")]
    public static partial void WebhooksReplayed(this ILogger logger, string actor, int count);

    [LoggerMessage(EventId = 507, Level = LogLevel.Information, Message = "{Actor} enabled {Target} again.")]
    public static partial void WebhookTargetEnabled(this ILogger logger, string actor, string target);

    [LoggerMessage(EventId = 508, Level = LogLevel.Error,
        Message = "Old deliveries could not be removed, and will be in an hour: {Reason}")]
    public static partial void WebhooksNotSwept(this ILogger logger, string reason);
}
