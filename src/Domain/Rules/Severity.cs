namespace DetectionApi.Domain.Rules;

/// <summary>How bad it is if the rule is right, in ascending order.</summary>
public enum Severity
{
    /// <summary>Risk scores 0 to 21.</summary>
    Low,

    /// <summary>Risk scores 22 to 47.</summary>
    Medium,

    /// <summary>Risk scores 48 to 73.</summary>
    High,

    /// <summary>Risk scores 74 to 100.</summary>
    Critical,
}
