namespace DetectionApi.Api.Ingest;

/// <summary>Every line that ingest may log.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Debug,
        Message = "Judged {Events} events: {Matches} matches, {New} of them new; {Unreadable} unreadable.")]
    public static partial void BatchJudged(this ILogger logger, int events, int matches, int @new, int unreadable);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning,
        Message = "{Unreadable} of {Events} events could not be read and are in the quarantine: the first because it "
            + "is {Reason}.")]
    public static partial void EventsQuarantined(this ILogger logger, int unreadable, int events, string reason);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning,
        Message = "Refused a request with {Status}: {Reason}.")]
    public static partial void BodyRefused(this ILogger logger, int status, string reason);
}
