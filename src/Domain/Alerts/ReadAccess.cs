using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Domain.Alerts;

/// <summary>The access that an event tells of, whether a rule matches it or not.</summary>
/// <param name="Envelope">Which event, where and when.</param>
/// <param name="Access">The access.</param>
/// <param name="Rules">The rules that match it.</param>
public sealed record ReadAccess(EventEnvelope Envelope, ObservedAccess Access, IReadOnlyList<ActiveRule> Rules)
{
    /// <summary>True if the event tells of no process that opens another one.</summary>
    public bool IsEmpty => Access is { Target.Image: null, Mask: null, CallTraceText: null };

    /// <summary>The access as exception items judge it.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="source">What is known of its source.</param>
    public CandidateAccess CandidateOf(DateTimeOffset at, SourceProcess source) => new(
        Rules is [var first, ..] ? first.Rule.Id : "", at, Envelope.Host, source, Access.Target.Image,
        Access.Mask?.Classes, Access.FirstFrame, Access.Shape.Text);
}
