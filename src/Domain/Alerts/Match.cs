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
    /// What all occurrences of one alert have in common: rule, host, process instance (its entity id, else its process id
    /// and executable), source, target, access classes and first frame.
    /// </summary>
    /// <remarks>
    /// Of the call trace only the first frame counts, which the rule is about: a tool that comes to its system call on two
    /// ways shows one behaviour, though two patterns. The alert has the pattern of its first occurrence.
    /// </remarks>
    public UInt128 FoldKey { get; } = Fingerprint.Of(
    [
        Rule.Rule.Id, Envelope.Host.Name,
        .. Access.Source.EntityId is { } entityId ? [entityId] : new[] { $"{Access.Source.Pid}" },
        Access.Pattern.Source, Access.Pattern.Target,
        Access.Mask is { } mask ? string.Join(',', Words.AllOf(mask.Classes)) : "unreadable",
        Words.Of(Access.FirstFrame.Kind), WindowsPath.Fold(Access.FirstFrame.Module ?? ""),
    ]);
}
