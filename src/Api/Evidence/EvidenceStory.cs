using System.Globalization;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Investigation;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;

namespace DetectionApi.Api.Evidence;

/// <summary>What a bundle tells about an alert, but for the occurrences.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Investigation">The questions answered.</param>
/// <param name="Context">The events around it, in the order of event time.</param>
/// <param name="ContextNote">What is to be known about them; null if they are all there.</param>
/// <param name="History">What analysts changed.</param>
/// <param name="Comments">What they said.</param>
/// <param name="Containment">What they did.</param>
internal sealed record EvidenceStory(
    AlertDetailResponse Alert, InvestigationResponse Investigation, IReadOnlyList<ContextEvent> Context,
    string? ContextNote,     IReadOnlyList<AlertHistoryEntry> History, IReadOnlyList<AlertComment> Comments,
    IReadOnlyList<ContainmentStep> Containment);

/// <summary>One occurrence in a bundle.</summary>
/// <param name="File">The file that holds the event as it came.</param>
/// <param name="EventKey">Which event it is.</param>
/// <param name="RecordId">Its number in its log; null if the collector did not send it.</param>
/// <param name="At">The event time.</param>
/// <param name="ReceivedAt">When it was received.</param>
internal sealed record OccurrenceEntry(
    string File, string EventKey, string? RecordId, DateTimeOffset At, DateTimeOffset ReceivedAt)
{
    public static OccurrenceEntry Of(Occurrence occurrence, int number) => new(
        $"occurrences/{number.ToString("D6", CultureInfo.InvariantCulture)}.json", occurrence.EventKey.ToString(),
        occurrence.RecordId, occurrence.At, occurrence.ReceivedAt);
}
