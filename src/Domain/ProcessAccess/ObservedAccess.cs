namespace DetectionApi.Domain.ProcessAccess;

/// <summary>One process opening another, as one event tells it.</summary>
/// <param name="Source">Who opened.</param>
/// <param name="Target">Who was opened.</param>
/// <param name="Mask">The rights that were granted; null if the event has none that can be read.</param>
/// <param name="CallTraceText">The call trace as the event has it; null if it has none.</param>
public sealed record ObservedAccess(SourceProcess Source, TargetProcess Target, AccessMask? Mask, string? CallTraceText)
{
    /// <summary>The frames.</summary>
    public CallTrace CallTrace { get; } = CallTrace.Parse(CallTraceText);

    /// <summary>Who issued the system call.</summary>
    public FirstFrame FirstFrame => FirstFrame.Of(CallTrace, Source.Executable);

    /// <summary>The call trace without addresses.</summary>
    public CallTraceShape Shape => CallTraceShape.Of(CallTrace, FirstFrame);

    /// <summary>The pattern that this access is an instance of.</summary>
    public AccessPattern Pattern => new(
        WindowsPath.Fold(Source.Executable ?? ""), WindowsPath.Fold(Target.Image ?? ""), Mask?.Classes,
        FirstFrame.ToString());
}
