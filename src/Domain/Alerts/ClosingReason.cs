namespace DetectionApi.Domain.Alerts;

/// <summary>What an alert turned out to be.</summary>
public enum ClosingReason
{
    /// <summary>An attack, or what comes before one.</summary>
    TruePositive,

    /// <summary>The rule was wrong: this is not what it looks for.</summary>
    FalsePositive,

    /// <summary>The rule was right, and what it found is meant to be so.</summary>
    BenignPositive,

    /// <summary>Another alert tells the same story.</summary>
    Duplicate,

    /// <summary>Anything else; a comment says what.</summary>
    Other,

    /// <summary>An exception item covers all of it: the item closed it when it came into force.</summary>
    AutomatedClosure,
}
