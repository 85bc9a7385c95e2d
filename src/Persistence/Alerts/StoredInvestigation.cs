namespace DetectionApi.Persistence.Alerts;

/// <summary>The last investigation of an alert, as it is kept.</summary>
internal sealed class StoredInvestigation
{
    /// <summary>The alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>When the evidence was looked at.</summary>
    public DateTimeOffset ComputedAt { get; set; }

    /// <summary>
    /// Since when it stays as it is, because somebody acted on it; null as long as it follows the evidence.
    /// </summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>The investigation as JSON.</summary>
    public required byte[] Document { get; set; }
}
