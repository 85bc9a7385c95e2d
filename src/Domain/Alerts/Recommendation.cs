namespace DetectionApi.Domain.Alerts;

/// <summary>What the investigation of an alert comes to. It advises; nothing is ever closed by it.</summary>
public enum Recommendation
{
    /// <summary>Something speaks for an attack: act.</summary>
    Escalate,

    /// <summary>Nothing speaks for an attack, but something could not be established: a person must look.</summary>
    Review,

    /// <summary>Every question could be answered, and every answer fits a tool that is meant to do this.</summary>
    LikelyBenign,
}
