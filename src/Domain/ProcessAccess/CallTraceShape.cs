namespace DetectionApi.Domain.ProcessAccess;

/// <summary>
/// A call trace without addresses: what stays the same when Windows is updated or the computer restarts.
/// </summary>
/// <remarks>
/// <para>
/// The first frame's kind, then the modules, innermost first: <c>unbacked ?&gt;kernelbase.dll&gt;c:\tools\a.exe</c>.
/// <c>?</c> is unbacked memory and <c>!</c> a malformed frame. Neighbouring repeats are one: how often a module calls
/// itself says more about its compiler than about the caller. <c>…</c> ends a trace of more than
/// <see cref="CallTrace.FramesMax"/> frames.
/// </para>
/// <para>
/// A module of <c>C:\Windows\System32</c> or <c>SysWOW64</c> goes by its name, every other by its full path: whoever
/// drops a <c>kernelbase.dll</c> beside his tool gets another shape. All in lower case.
/// </para>
/// </remarks>
/// <param name="Text">The shape as text, for people and for comparing.</param>
public sealed record CallTraceShape(string Text)
{
    private static readonly string[] SystemFolders = [@"c:\windows\system32\", @"c:\windows\syswow64\"];

    /// <summary>The shape of <paramref name="trace"/>, whose first frame is <paramref name="first"/>.</summary>
    public static CallTraceShape Of(CallTrace trace, FirstFrame first)
    {
        var steps = new List<string>(trace.Frames.Count);
        foreach (var frame in trace.Frames)
        {
            var step = StepOf(frame);
            if (steps.Count == 0 || steps[^1] != step) steps.Add(step);
        }

        if (trace.IsCut) steps.Add("…");
        return new CallTraceShape($"{Words.Of(first.Kind)} {string.Join('>', steps)}".TrimEnd());
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string StepOf(CallFrame frame) => frame.Kind switch
    {
        CallFrameKind.Unbacked => "?",
        CallFrameKind.Malformed => "!",
        _ => ShortOf(WindowsPath.Fold(frame.Module)),
    };

    private static string ShortOf(string module)
    {
        foreach (var folder in SystemFolders)
            if (module.StartsWith(folder, StringComparison.Ordinal) && !module.AsSpan(folder.Length).Contains('\\'))
                return module[folder.Length..];

        return module;
    }
}
