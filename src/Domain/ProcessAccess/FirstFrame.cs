namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The innermost frame of a call trace: who issued the system call.</summary>
/// <param name="Kind">The kind of code.</param>
/// <param name="Module">The path of its file as Sysmon wrote it; null if no file backs it or it cannot be told.</param>
public sealed record FirstFrame(FirstFrameKind Kind, string? Module)
{
    /// <summary>The first frame of <paramref name="trace"/>.</summary>
    /// <param name="trace">Any call trace.</param>
    /// <param name="sourceImage">The path of the accessing process, if it is known.</param>
    public static FirstFrame Of(CallTrace trace, string? sourceImage)
    {
        if (trace.Frames is not [var first, ..]) return new FirstFrame(FirstFrameKind.Empty, null);

        return first.Kind switch
        {
            CallFrameKind.Unbacked => new FirstFrame(FirstFrameKind.Unbacked, null),
            CallFrameKind.Malformed => new FirstFrame(FirstFrameKind.Malformed, null),
            _ => new FirstFrame(KindOf(WindowsPath.Fold(first.Module), sourceImage), first.Module),
        };
    }

    /// <summary>The kind in its word and, if a file backs the frame, the folded path of the file.</summary>
    public override string ToString() =>
        Module is null ? Words.Of(Kind) : $"{Words.Of(Kind)} {WindowsPath.Fold(Module)}";

    private static FirstFrameKind KindOf(string module, string? sourceImage)
    {
        foreach (var (kind, patterns) in KnownModules.ByKind)
            if (KnownModules.MatchesAny(module, patterns)) return kind;

        return sourceImage is not null && module == WindowsPath.Fold(sourceImage)
            ? FirstFrameKind.SourceImage
            : FirstFrameKind.OtherModule;
    }
}
