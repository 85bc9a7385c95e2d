using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;

namespace DetectionApi.Domain.Investigation;

/// <summary>All that an investigation looks at. Whoever gathers it judges nothing of it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Events">
/// What the context has under <see cref="EvidenceKeys"/>, in any order; repeats and events that are of no use are no
/// harm.
/// </param>
/// <param name="Telemetry">Which events the alert's host sends.</param>
/// <param name="Related">What other alerts tell.</param>
public sealed record AlertEvidence(
    Alert Alert, IReadOnlyList<ContextEvent> Events, HostTelemetry Telemetry, RelatedActivity Related)
{
    /// <summary>True if there were more events than were read: then no question can be settled by not seeing.</summary>
    public bool IsCut { get; init; }

    /// <summary>
    /// The number of the alert's earliest occurrence in its log, for when the context no longer has the event.
    /// </summary>
    public string? FirstRecordId { get; init; }
}
