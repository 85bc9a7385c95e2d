using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Reads what <see cref="CallTraceShape"/> writes.</summary>
internal static class ShapeText
{
    private static readonly string[] SystemFolders = [@"c:\windows\system32\", @"c:\windows\syswow64\"];

    /// <summary>What stands between the arrows: names, paths, or a sign for what no file backs.</summary>
    public static string[] StepsOf(string shape) =>
        shape[(shape.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('>');

    /// <summary>True if it may have been written for a call whose first frame is of that kind.</summary>
    public static bool IsOf(string shape, FirstFrameKind kind) =>
        !shape.Any(char.IsUpper)
        && (shape == Words.Of(kind) || shape.StartsWith($"{Words.Of(kind)} ", StringComparison.Ordinal));

    /// <summary>True if the file behind the first frame is one that the pattern means.</summary>
    public static bool BeginsWith(string shape, PathPattern module)
    {
        var first = StepsOf(shape)[0];
        return first.Contains('\\', StringComparison.Ordinal)
            ? module.Matches(ItemPath.Fold(first))
            : SystemFolders.Any(folder => module.Matches(folder + first));
    }

    /// <summary>The path of the file behind the first frame; null if it is Windows' own, or there is none.</summary>
    public static string? PathIn(string shape) =>
        StepsOf(shape)[0] is var first && first.Contains('\\', StringComparison.Ordinal) ? first : null;
}
