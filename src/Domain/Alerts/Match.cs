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
    /// What all occurrences of one alert have in common: rule, host, the process instance (its entity id, else its
    /// process id and executable), and of the pattern all but the frames behind the first.
    /// </summary>
    /// <remarks>
    /// One tool opens its target on several ways: the frames behind the first differ from call to call, and what it
    /// does is still one behaviour.
    /// </remarks>
    public UInt128 FoldKey { get; } = Fingerprint.Of(
    [
        Rule.Rule.Id, Envelope.Host.Name, Access.Pattern.Source, Access.Pattern.Target, $"{Access.Pattern.Classes}",
        Words.Of(Access.FirstFrame.Kind), WindowsPath.Fold(Access.FirstFrame.Module ?? ""),
        .. Access.Source.EntityId is { } entityId ? ["entity", entityId] : new[] { "process", $"{Access.Source.Pid}" },
    ]);
}
