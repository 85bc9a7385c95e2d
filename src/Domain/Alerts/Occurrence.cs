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

    /// <summary>The name of the host.</summary>
    public required string Host { get; init; }

    /// <summary>The shape of its call trace; null if it is not known any more, which fits no item that asks for one.
    /// </summary>
    public required string? Shape { get; init; }

    /// <summary>The exception item that hid it; stays when it is released. Null if none did.</summary>
    public required string? ExceptionId { get; init; }
}
