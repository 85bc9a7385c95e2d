namespace DetectionApi.Api.Audit;

/// <summary>What refused attempts have in common that are one line.</summary>
/// <param name="Who">Who tried: his key or name if he is believed, else where he is.</param>
/// <param name="From">From where.</param>
/// <param name="KeyId">The key that he named.</param>
/// <param name="Operation">What he asked for.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Reason">Why he was refused.</param>
/// <param name="SubjectId">What it was about; null for strangers, who would make it up.</param>
internal readonly record struct AttemptKind(
    string Who, string? From, string? KeyId, string? Operation, int? Status, string? Reason, string? SubjectId)
{
    /// <summary>The kind of an attempt.</summary>
    /// <remarks>Of a stranger it holds nothing that he may choose from more than a few.</remarks>
    public static AttemptKind Of(RefusedAttempt attempt) => attempt switch
    {
        { IsBelieved: true } => new AttemptKind(
            attempt.KeyId ?? attempt.Actor ?? "", attempt.From, attempt.KeyId, attempt.Operation, attempt.Status,
            attempt.Reason, attempt.SubjectId),
        { Status: StatusCodes.Status429TooManyRequests } => new AttemptKind(
            attempt.Group, attempt.Group, null, null, attempt.Status, null, null),
        _ => new AttemptKind(
            attempt.Group, attempt.Group, attempt.KeyId, attempt.KnownOperation, attempt.Status, attempt.Reason, null),
    };
}
