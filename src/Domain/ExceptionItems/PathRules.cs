using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What the paths of an item must be like.</summary>
internal static class PathRules
{
    private const string Extension = ".exe";

    public static IEnumerable<Refusal> RefusalsIn(ExceptionTerms terms)
    {
        (string? Path, string Member)[] paths =
        [
            (terms.Executable, "source/executable"), (terms.ParentExecutable, "source/parentExecutable"),
            (terms.TargetImage, "target/image"), (terms.FirstFrameModule, "callTrace/firstFrame/module"),
        ];
        foreach (var (path, member) in paths)
            if (path is not null && RefusalOf(PathPattern.Of(path), member) is { } refusal) yield return refusal;

        if (terms is { Executable: { } executable, Signer: null, Sha256: null }
            && PathPattern.Of(executable) is var source && source.Text.Contains('\\'))
        {
            if (IsBare(source.FileName))
                yield return new Refusal(
                    RefusalCode.AnyProgram,
                    $"{executable} means any program that lies there, those that attackers use among them; name the "
                    + "program, or give its signer or its hash.",
                    "source/executable");
            if (!PathReach.IsProtected(source))
                yield return new Refusal(
                    RefusalCode.SourceUserWritable,
                    $"Users can put a program at {executable}; give its signer or its hash as well.",
                    "source/executable");
        }

        if (terms.FirstFrameKind is FirstFrameKind.OtherModule or FirstFrameKind.SecurityProduct
            && FileOfFirstFrame(terms) is { } file && !PathReach.IsProtected(PathPattern.Of(file)))
            yield return new Refusal(
                RefusalCode.FirstFrameUserWritable,
                $"Users can put a file at {file}, and any program can be made to load it; name a file where "
                + "administrators only can write.",
                terms.FirstFrameModule is null ? "callTrace/shape" : "callTrace/firstFrame/module");
    }

    /// <summary>Why a path is none that an item may name; null if it is one.</summary>
    public static Refusal? RefusalOf(PathPattern pattern, string member)
    {
        var path = pattern.Text;
        var isServer = path.StartsWith(@"\\", StringComparison.Ordinal);
        var names = (isServer ? path[2..] : path).Split('\\');

        // The drive and the first folder, or the server and its share.
        if (names.Take(2).SkipLast(names.Length > 2 ? 0 : 1).Any(PathPattern.HasWildcard))
            return new Refusal(
                RefusalCode.WildcardInFirstSegment,
                $"{path} begins with a wildcard: that is any drive or any folder. Write out where it begins.", member);
        if (!(isServer ? names.Length > 2 : IsOnDrive(path)) || names.Any(name => name is "" or "." or ".."))
            return new Refusal(
                RefusalCode.PathNotWhole,
                $@"{path} is no whole path; it begins with a drive such as C:\ or with \\server\share\, and has a file "
                + "name.",
                member);
        if (path.LastIndexOf(':') > 1)
            return new Refusal(
                RefusalCode.PathNotWhole,
                $"{path} is a stream beside a file, where no harmless program lies; name the file itself.", member);

        return IsBare(names[^1]) && !PathReach.IsProtected(pattern)
            ? new Refusal(
                RefusalCode.OpenFolder,
                $"{path} means whatever anybody puts into a folder that users can write to; name the file.", member)
            : null;
    }

    private static string? FileOfFirstFrame(ExceptionTerms terms) =>
        terms.FirstFrameModule ?? (terms.Shape is { } shape ? ShapeText.PathIn(shape) : null);

    private static bool IsOnDrive(string path) =>
        path.Length > 3 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '\\';

    // Wildcards, and before the extension nothing that would be a name; or letters of the extension only.
    private static bool IsBare(string name)
    {
        var stem = name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
        return PathPattern.HasWildcard(stem) && (!stem.Any(char.IsLetterOrDigit) || FitsAnyProgram(name));
    }

    // A name of signs that nobody writes fits only what asks for no name.
    private static bool FitsAnyProgram(string name)
    {
        var pattern = PathPattern.Of(name);
        return new[] { name.Length - Extension.Length, name.Length }
            .Any(length => length > 0 && pattern.Matches(new string('\uFFFD', length) + Extension));
    }
}
