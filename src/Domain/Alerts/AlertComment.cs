namespace DetectionApi.Domain.Alerts;

/// <summary>What an analyst has to say about an alert. Kept for ever, and never changed.</summary>
public sealed class AlertComment
{
    /// <summary>Its number in the store, ascending in the order of writing.</summary>
    public long Id { get; private set; }

    /// <summary>The alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Actor { get; init; }

    /// <summary>What it says.</summary>
    public required string Text { get; init; }
}
