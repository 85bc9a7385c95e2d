namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The stack of the thread that opened the process, as Sysmon recorded it, innermost frame first.</summary>
/// <remarks>
/// Frames stand between bars: <c>frame *( "|" frame )</c>. Sysmon stops at about two dozen frames without a sign, so
/// the last frame need not be where the thread began. Text that is no call trace is one with malformed frames.
/// </remarks>
public sealed class CallTrace
{
    /// <summary>How many frames are read. Sysmon writes some two dozen.</summary>
    public const int FramesMax = 1024;

    private CallTrace(IReadOnlyList<CallFrame> frames, bool isCut) => (Frames, IsCut) = (frames, isCut);

    /// <summary>A call trace without frames.</summary>
    public static CallTrace Empty { get; } = new([], isCut: false);

    /// <summary>The frames, innermost first.</summary>
    public IReadOnlyList<CallFrame> Frames { get; }

    /// <summary>True if the text goes on behind the frames that are read.</summary>
    public bool IsCut { get; }

    /// <summary>Reads a call trace. Never fails; null, empty and blank text are <see cref="Empty"/>.</summary>
    public static CallTrace Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Empty;

        var frames = new List<CallFrame>();
        foreach (var range in text.AsSpan().Split('|'))
        {
            if (frames.Count == FramesMax) return new CallTrace(frames, isCut: true);
            frames.Add(CallFrame.Parse(text.AsSpan()[range]));
        }

        return new CallTrace(frames, isCut: false);
    }
}
