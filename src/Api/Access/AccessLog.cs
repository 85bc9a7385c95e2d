namespace DetectionApi.Api.Access;

/// <summary>What the log says of keys and of who was not let in.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(EventId = 800, Level = LogLevel.Warning,
        Message = "Nobody needs a key: whoever reaches this computer's loopback addresses may do everything. "
            + "'keys add' makes the first key, and from then on every request needs one.")]
    public static partial void NobodyNeedsKey(this ILogger log);

    [LoggerMessage(EventId = 801, Level = LogLevel.Information, Message = "Requests need an access key or a token.")]
    public static partial void KeysNeeded(this ILogger log);

    [LoggerMessage(EventId = 802, Level = LogLevel.Warning,
        Message = "The access keys could not be read or their uses not stored; those known before hold: {Reason}")]
    public static partial void KeysNotRead(this ILogger log, string reason);

    [LoggerMessage(EventId = 803, Level = LogLevel.Warning,
        Message = "Refused {Method} {Path} from {From} with {Status}: {Reason}")]
    public static partial void NotLetIn(
        this ILogger log, string method, string path, string from, int status, string reason);

    [LoggerMessage(EventId = 804, Level = LogLevel.Information, Message = "{Actor} made the key {Id} of {Owner}.")]
    public static partial void KeyAdded(this ILogger log, string actor, string id, string owner);

    [LoggerMessage(EventId = 805, Level = LogLevel.Information,
        Message = "{Actor} gave the key {Id} another secret; the old one is taken for {Hours} hours.")]
    public static partial void KeyRotated(this ILogger log, string actor, string id, int hours);

    [LoggerMessage(EventId = 806, Level = LogLevel.Information, Message = "{Actor} revoked the key {Id}.")]
    public static partial void KeyRevoked(this ILogger log, string actor, string id);
}
