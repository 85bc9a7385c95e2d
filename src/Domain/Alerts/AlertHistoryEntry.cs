namespace DetectionApi.Domain.Alerts;

/// <summary>One field that an analyst changed. Kept for ever, and never changed.</summary>
public sealed class AlertHistoryEntry
{
    /// <summary>Its number in the store, ascending in the order of the changes.</summary>
    public long Number { get; private set; }

    /// <summary>The alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>The revision that the change led to; what was changed at once has the same one.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who changed it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was changed.</summary>
    public required string Field { get; init; }

    /// <summary>What it was; null for nothing.</summary>
    public required string? From { get; init; }

    /// <summary>What it became; null for nothing.</summary>
    public required string? To { get; init; }
}
