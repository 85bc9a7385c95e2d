namespace DetectionApi.Domain.Events;

/// <summary>Where an event comes from and when it happened.</summary>
/// <param name="Key">Which record it is.</param>
/// <param name="Host">The computer on which it happened.</param>
/// <param name="Code">The event id, such as <c>10</c>; null if there is none.</param>
/// <param name="RecordId">The record's number in its log; null if the collector did not send it.</param>
/// <param name="At">
/// Sysmon's <c>UtcTime</c> where there is one, else <c>@timestamp</c>, to the millisecond; null if it has neither.
/// </param>
public sealed record EventEnvelope(EventKey Key, Host Host, string? Code, string? RecordId, DateTimeOffset? At);
