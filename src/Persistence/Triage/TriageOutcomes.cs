using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Triage;

/// <summary>What came of a change of an alert.</summary>
public enum TriageResult
{
    /// <summary>It is as was asked, and was not before.</summary>
    Changed,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>It is not allowed.</summary>
    Refused,

    /// <summary>There is no such alert.</summary>
    NotFound,

    /// <summary>It has changed since the caller looked at it.</summary>
    Stale,
}

/// <summary>What came of a change of one alert.</summary>
/// <param name="AlertId">The alert's id.</param>
/// <param name="Kind">What came of it.</param>
/// <param name="Alert">The alert as it is now, or would be; null if there is none.</param>
/// <param name="Changes">The fields that are different now.</param>
/// <param name="Faults">Why it was refused.</param>
public sealed record TriageOutcome(
    string AlertId, TriageResult Kind, Alert? Alert, IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<TriageFault> Faults);

/// <summary>Who does something, and when.</summary>
/// <param name="Actor">The analyst.</param>
/// <param name="At">The time.</param>
public readonly record struct Doing(string Actor, DateTimeOffset At);
