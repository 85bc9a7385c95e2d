namespace DetectionApi.Persistence.Triage;

/// <summary>What a request was answered, for when it is sent again because the answer got lost.</summary>
public sealed class RememberedAnswer
{
    /// <summary>Who sent the request.</summary>
    public required string Actor { get; init; }

    /// <summary>What the sender calls it.</summary>
    public required string Key { get; init; }

    /// <summary>The fingerprint of the request.</summary>
    public required UInt128 Request { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The body of the answer; empty if it had none.</summary>
    public required byte[] Body { get; init; }
}
