namespace DetectionApi.Domain.Alerts;

/// <summary>What can be done to stop an attack, the mildest first, as the rule's guide names it.</summary>
public enum ContainmentAction
{
    /// <summary>The host is watched more closely.</summary>
    HeightenedMonitoring,

    /// <summary>The host may not talk to everybody any more.</summary>
    OutboundRestriction,

    /// <summary>A policy of a response tool applies to the host.</summary>
    ResponsePolicy,

    /// <summary>The host is cut off from the network.</summary>
    HostIsolation,

    /// <summary>The process is suspended.</summary>
    ProcessSuspension,

    /// <summary>The process is ended.</summary>
    ProcessTermination,

    /// <summary>An account may not log on any more, or must choose a new password.</summary>
    AccountRestriction,

    /// <summary>Something else, which the note says.</summary>
    Other,
}

/// <summary>What somebody did to stop what an alert shows. The service records it; it does nothing itself.</summary>
public sealed class ContainmentStep
{
    /// <summary>Its number in the store, ascending in the order of recording.</summary>
    public long Id { get; private set; }

    /// <summary>The alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>What was done.</summary>
    public required ContainmentAction Action { get; init; }

    /// <summary>On what, and why; null if nothing is said.</summary>
    public required string? Note { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string Actor { get; init; }

    /// <summary>When it was undone; null as long as it holds.</summary>
    public DateTimeOffset? ReversedAt { get; private set; }

    /// <summary>Who undid it; null as long as it holds.</summary>
    public string? ReversedBy { get; private set; }

    /// <summary>Notes that it was undone. False if it was before: who did it first stays.</summary>
    public bool TryReverse(DateTimeOffset at, string actor)
    {
        if (ReversedAt is not null) return false;

        (ReversedAt, ReversedBy) = (at, actor);
        return true;
    }
}
