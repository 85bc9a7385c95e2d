using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Something that somebody asked for and may not, or not so.</summary>
/// <param name="At">When he did.</param>
/// <param name="IsBelieved">Whether it is known who he is.</param>
/// <param name="Actor">Who he is; null if that was not believed.</param>
/// <param name="KeyId">The access key that he named; null if he named none that there is.</param>
/// <param name="From">From which address; null if there is none.</param>
/// <param name="Group">The addresses that are counted as one with it.</param>
/// <param name="RequestId">By which request.</param>
/// <param name="Operation">What he asked for.</param>
/// <param name="KnownOperation">The same in words of ours alone.</param>
/// <param name="Status">The HTTP status of the answer; null if there were several.</param>
/// <param name="Reason">Why he may not; null if nobody said.</param>
/// <param name="Subject">What kind of thing it was about; null if that is not known.</param>
/// <param name="SubjectId">Which of them; null if that is not known.</param>
internal sealed record RefusedAttempt(
    DateTimeOffset At, bool IsBelieved, string? Actor, string? KeyId, string? From, string Group, string? RequestId,
    string Operation, string KnownOperation, int? Status, string? Reason, string? Subject, string? SubjectId)
{
    /// <summary>What stands for every address at which there is nothing.</summary>
    public const string NoSuchAddress = "no-such-address";

    /// <summary>What stands for all operations where there were several.</summary>
    public const string SeveralOperations = "several-operations";

    /// <summary>For how many it stands: all in one request, or several of a kind.</summary>
    public int Count { get; init; } = 1;

    /// <summary>This one, saying only what is true of the other as well.</summary>
    public RefusedAttempt Like(RefusedAttempt other) => this with
    {
        Actor = Actor == other.Actor ? Actor : null,
        KeyId = KeyId == other.KeyId ? KeyId : null,
        From = From == other.From ? From : Group,
        Operation = Operation == other.Operation ? Operation
            : KnownOperation == other.KnownOperation ? KnownOperation
            : SeveralOperations,
        KnownOperation = KnownOperation == other.KnownOperation ? KnownOperation : SeveralOperations,
        Status = Status == other.Status ? Status : null,
        Reason = Reason == other.Reason ? Reason : null,
        Subject = Subject == other.Subject && SubjectId == other.SubjectId ? Subject : null,
        SubjectId = Subject == other.Subject && SubjectId == other.SubjectId ? SubjectId : null,
    };

    /// <summary>Its line.</summary>
    public AuditLine ToLine() => new()
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
        Count = Count,
    };
}
