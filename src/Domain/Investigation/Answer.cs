namespace DetectionApi.Domain.Investigation;

/// <summary>What the evidence says to a question.</summary>
public enum Answer
{
    /// <summary>It speaks for an attack.</summary>
    Escalate,

    /// <summary>It speaks for a tool that is meant to do this.</summary>
    Lower,

    /// <summary>It could not be established. Never the same as nothing bad.</summary>
    Unresolved,
}
