using DetectionApi.Domain.Events;
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
}
