using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>One access that an exception item may cover, with all that is known of it when that is decided.</summary>
public sealed class CandidateAccess
{
    /// <summary>An access.</summary>
    /// <param name="ruleId">The rule that matched.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="host">Where it happened.</param>
    /// <param name="source">Who opened, with what the context told of him.</param>
    /// <param name="targetImage">The path of who was opened; null if the event does not say.</param>
    /// <param name="classes">What the granted rights are good for; null if the mask cannot be read.</param>
    /// <param name="firstFrame">Who issued the system call.</param>
    /// <param name="shape">The shape of the call trace; null if it is not known any more, which fits no shape.</param>
    public CandidateAccess(
        string ruleId, DateTimeOffset at, Host host, SourceProcess source, string? targetImage, AccessClasses? classes,
        FirstFrame firstFrame, string? shape)
    {
        (RuleId, At, Host, Source) = (ruleId, at, host, source);
        (TargetImage, Classes, FirstFrame, Shape) = (targetImage, classes, firstFrame, shape);
        SourcePath = ItemPath.Fold(source.Executable ?? "");
        TargetPath = ItemPath.Fold(targetImage ?? "");
        FirstFramePath = firstFrame.Module is { } module ? ItemPath.Fold(module) : null;
    }

    /// <summary>The rule that matched.</summary>
    public string RuleId { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Where it happened.</summary>
    public Host Host { get; }

    /// <summary>Who opened.</summary>
    public SourceProcess Source { get; }

    /// <summary>The path of who was opened, as the event spells it.</summary>
    public string? TargetImage { get; }

    /// <summary>What the granted rights are good for; null if the mask cannot be read.</summary>
    public AccessClasses? Classes { get; }

    /// <summary>Who issued the system call.</summary>
    public FirstFrame FirstFrame { get; }

    /// <summary>The shape of the call trace.</summary>
    public string? Shape { get; }

    /// <summary>The path of the source, folded; empty if the event does not say.</summary>
    internal string SourcePath { get; }

    /// <summary>The path of the target, folded; empty if the event does not say.</summary>
    internal string TargetPath { get; }

    /// <summary>The path of the file behind the first frame, folded.</summary>
    internal string? FirstFramePath { get; }

    /// <summary>The signer, if it may decide: it verified, and another host is not the only one to say so.</summary>
    internal string? TrustedSigner => Source.Signer.Proven;

    /// <summary>The parent's path, if it is certain which process the parent is.</summary>
    internal string? ParentPath =>
        Source.Start is { FoundBy: StartFoundBy.EntityId, Parent.Executable: { } path } ? path : null;
}
