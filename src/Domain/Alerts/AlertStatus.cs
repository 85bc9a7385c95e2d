namespace DetectionApi.Domain.Alerts;

/// <summary>How far analysts are with an alert.</summary>
public enum AlertStatus
{
    /// <summary>Nobody has looked at it.</summary>
    Open,

    /// <summary>Somebody has seen it.</summary>
    Acknowledged,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>Done. It takes no more occurrences.</summary>
    Closed,
}
