namespace DetectionApi.Api.Ingest;

/// <summary>Every line that ingest may log.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Debug,
        Message = "Judged {Events} events: {Matches} matches, {New} of them new; {Unreadable} unreadable.")]
    public static partial void BatchJudged(this ILogger logger, int events, int matches, int @new, int unreadable);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning,
        Message = "{Unreadable} of {Events} events of {Sender} could not be read and are in the quarantine: the first "
            + "because it is {Reason}.")]
    public static partial void EventsQuarantined(
        this ILogger logger, int unreadable, int events, Sender sender, string reason);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning,
        Message = "Refused a request of {Sender} with {Status}: {Reason}.")]
    public static partial void BodyRefused(this ILogger logger, Sender sender, int status, string reason);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning,
        Message = "A rule has raised its most within an interval: {Alerts} more alerts are kept and not in the queue; "
            + "see /api/v1/alerts?disposition=overflow.")]
    public static partial void CapReached(this ILogger logger, int alerts);
}
