namespace DetectionApi.Domain.Audit;

/// <summary>One change, or one refused attempt, as the audit log keeps it for ever.</summary>
public sealed record AuditLine
{
    /// <summary>Its number: 1, 2, 3 and so on without gaps.</summary>
    public long Seq { get; init; }

    /// <summary>When it happened, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In whose name it was done; null if it was not believed who he is.</summary>
    public string? Actor { get; init; }

    /// <summary>The access key that he named, be its secret right or wrong; null if he named none.</summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// The address from which he did, or <c>command-line</c>; null if the service did it by itself.
    /// </summary>
    public string? From { get; init; }

    /// <summary>The request by which he did; null if it was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>What he asked for.</summary>
    public required string Operation { get; init; }

    /// <summary>What came of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>What kind of thing it was about; null if that is not known.</summary>
    public string? Subject { get; init; }

    /// <summary>Which of them; null if that is not known.</summary>
    public string? SubjectId { get; init; }

    /// <summary>What is different, as it was: a JSON object; null if there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What is different, as it is now: a JSON object; null if there is nothing.</summary>
    public string? After { get; init; }

    /// <summary>The HTTP status of a refusal; null if nothing was refused.</summary>
    public int? Status { get; init; }

    /// <summary>Why it was refused; null if nothing was.</summary>
    public string? Reason { get; init; }

    /// <summary>For how many attempts of the same kind the line stands.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The hash of the line before: 32 bytes.</summary>
    public byte[] PreviousHash { get; init; } = [];

    /// <summary>The hash of the line, see <see cref="AuditChain.HashOf"/>: 32 bytes.</summary>
    public byte[] Hash { get; init; } = [];
}
