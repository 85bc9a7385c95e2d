using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Something that somebody asked for and may not, or not so.</summary>
/// <param name="At">When he did.</param>
/// <param name="Actor">Who he is; null if that was not believed.</param>
/// <param name="KeyId">The access key that he named; null if he named none.</param>
/// <param name="From">From which address; null if there is none.</param>
/// <param name="RequestId">By which request.</param>
/// <param name="Operation">What he asked for.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Reason">Why he may not; null if nobody said.</param>
/// <param name="Subject">What kind of thing it was about; null if that is not known.</param>
/// <param name="SubjectId">Which of them; null if that is not known.</param>
internal sealed record RefusedAttempt(
    DateTimeOffset At, string? Actor, string? KeyId, string? From, string RequestId, string Operation, int Status,
    string? Reason, string? Subject, string? SubjectId)
{
    /// <summary>The line of so many attempts of this kind.</summary>
    public AuditLine ToLine(int count) => new()
    {
        At = At,
        Actor = Actor,
        KeyId = KeyId,
        From = From,
        RequestId = RequestId,
        Operation = Operation,
        Outcome = AuditOutcome.Refused,
        Subject = SubjectId is null ? null : Subject,
        SubjectId = SubjectId,
        Status = Status,
        Reason = Reason,
        Count = count,
    };
}
