using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Alerts;

/// <summary>An event that a rule matched.</summary>
/// <param name="EventKey">Which event it is: 32 hexadecimal digits, the same however often and by whomever it is
/// posted.</param>
/// <param name="RecordId">The record's number in its log; null if the collector did not send it.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Document">The event as it came.</param>
internal sealed record OccurrenceResponse(
    string EventKey, string? RecordId, DateTimeOffset At, DateTimeOffset ReceivedAt, RawJson Document)
{
    public static OccurrenceResponse Of(Occurrence occurrence) => new(
        occurrence.EventKey.ToString(), occurrence.RecordId, occurrence.At, occurrence.ReceivedAt,
        new RawJson(occurrence.Document));
}
