using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Domain.Alerts;

/// <summary>An event that a rule matched.</summary>
/// <param name="Rule">The rule, in the version that judged.</param>
/// <param name="Envelope">Which event, where and when.</param>
/// <param name="Access">The access that it tells of.</param>
/// <param name="Document">The event as it came, byte for byte.</param>
public sealed record Match(ActiveRule Rule, EventEnvelope Envelope, ObservedAccess Access, byte[] Document)
{
    /// <summary>
    /// What all occurrences of one alert have in common: rule, pattern, host, and the process instance (its entity id,
    /// else its process id; the executable is part of the pattern).
    /// </summary>
    public UInt128 FoldKey { get; } = Fingerprint.Of(
    [
        Rule.Rule.Id, Access.Pattern.Id, Envelope.Host.Name,
        .. Access.Source.EntityId is { } entityId ? ["entity", entityId] : new[] { "process", $"{Access.Source.Pid}" },
    ]);

    /// <summary>When it happened; when it was received, if the event does not say.</summary>
    public DateTimeOffset TimeOf(DateTimeOffset receivedAt) => Envelope.At ?? receivedAt;

    /// <summary>The access as exception items judge it.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="source">What is known of its source.</param>
    public CandidateAccess CandidateOf(DateTimeOffset at, SourceProcess source) => new(
        Rule.Rule.Id, at, Envelope.Host, source, Access.Target.Image, Access.Mask?.Classes, Access.FirstFrame,
        Access.Shape.Text);
}
