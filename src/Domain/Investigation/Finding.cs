using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Investigation;

/// <summary>One question with its answer, why it is that, and what it rests on.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">What the evidence says.</param>
/// <param name="Because">Why, in one or a few sentences that name what was seen.</param>
public sealed record Finding(Question Question, Answer Answer, string Because)
{
    /// <summary>What could not be established for want of telemetry.</summary>
    public IReadOnlyList<MissingTelemetry> Missing { get; init; } = [];

    /// <summary>The events that the answer rests on, in the order of event time.</summary>
    public IReadOnlyList<EvidenceEvent> Evidence { get; init; } = [];

    /// <summary>True if both say the same and rest on the same events.</summary>
    internal bool SaysTheSameAs(Finding other) =>
        (Question, Answer, Because) == (other.Question, other.Answer, other.Because)
        && Missing.SequenceEqual(other.Missing) && Evidence.Count == other.Evidence.Count
        && Evidence.Zip(other.Evidence).All(pair =>
            pair.First with { Fields = pair.Second.Fields } == pair.Second
            && pair.First.Fields.SequenceEqual(pair.Second.Fields));
}

/// <summary>Telemetry that a question needed and that was not there.</summary>
/// <param name="What">What could not be established.</param>
/// <param name="Setting">Which setting of the collector would provide it.</param>
public sealed record MissingTelemetry(string What, string Setting);

/// <summary>An event that a finding rests on.</summary>
/// <param name="EventKey">Which event it is.</param>
/// <param name="RecordId">Its number in its log; null if the collector did not send it.</param>
/// <param name="Code">Its event id, such as <c>10</c>.</param>
/// <param name="At">The event time.</param>
/// <param name="Fields">The names of the fields that were looked at, as they are called in ECS.</param>
public sealed record EvidenceEvent(
    EventKey EventKey, string? RecordId, string Code, DateTimeOffset At, IReadOnlyList<string> Fields);
