namespace DetectionApi.Domain.Audit;

/// <summary>What came of what somebody asked for. The numbers are part of the hashes and never change.</summary>
public enum AuditOutcome
{
    /// <summary>Something is different now.</summary>
    Changed = 1,

    /// <summary>He may not, or not so.</summary>
    Refused = 2,
}
