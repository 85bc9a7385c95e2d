using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Alerts;

/// <summary>An event that a rule matched, kept whole.</summary>
public sealed class Occurrence
{
    /// <summary>Its number in the store, ascending in the order of arrival.</summary>
    public long Id { get; private set; }

    /// <summary>The alert that it is part of.</summary>
    public required string AlertId { get; init; }

    /// <summary>The rule that matched. One event is one occurrence for each rule at most.</summary>
    public required string RuleId { get; init; }

    /// <summary>Which event it is.</summary>
    public required EventKey EventKey { get; init; }

    /// <summary>The record's number in its log; null if the collector did not send it.</summary>
    public required string? RecordId { get; init; }

    /// <summary>When it happened; when it was received, if the event does not say.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The event as it came, byte for byte.</summary>
    public required byte[] Document { get; init; }
}
