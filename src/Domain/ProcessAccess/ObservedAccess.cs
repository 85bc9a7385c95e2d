namespace DetectionApi.Domain.ProcessAccess;

/// <summary>One process opening another, as one event tells it.</summary>
public sealed class ObservedAccess
{
    /// <summary>An access with what follows from it.</summary>
    /// <param name="source">Who opened.</param>
    /// <param name="target">Who was opened.</param>
    /// <param name="mask">The rights that were granted; null if the event has none that can be read.</param>
    /// <param name="callTrace">The call trace as the event has it; null if it has none.</param>
    public ObservedAccess(SourceProcess source, TargetProcess target, AccessMask? mask, string? callTrace)
    {
        (Source, Target, Mask, CallTraceText) = (source, target, mask, callTrace);
        var trace = CallTrace.Parse(callTrace);
        FirstFrame = FirstFrame.Of(trace, source.Executable);
        Shape = CallTraceShape.Of(trace, FirstFrame);
        Pattern = new AccessPattern(
            WindowsPath.Fold(source.Executable ?? ""), WindowsPath.Fold(target.Image ?? ""), mask?.Classes,
            FirstFrame.ToString());
    }

    /// <summary>Who opened.</summary>
    public SourceProcess Source { get; }

    /// <summary>Who was opened.</summary>
    public TargetProcess Target { get; }

    /// <summary>The rights that were granted; null if the event has none that can be read.</summary>
    public AccessMask? Mask { get; }

    /// <summary>The call trace as the event has it; null if it has none.</summary>
    public string? CallTraceText { get; }

    /// <summary>Who issued the system call.</summary>
    public FirstFrame FirstFrame { get; }

    /// <summary>The call trace without addresses.</summary>
    public CallTraceShape Shape { get; }

    /// <summary>The pattern that this access is an instance of.</summary>
    public AccessPattern Pattern { get; }
}
