using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What the paths of an item must be like.</summary>
internal static class PathRules
{
    public static IEnumerable<Refusal> RefusalsIn(ExceptionTerms terms)
    {
        (string? Path, string Member)[] paths =
        [
            (terms.Executable, "source/executable"), (terms.ParentExecutable, "source/parentExecutable"),
            (terms.TargetImage, "target/image"), (terms.FirstFrameModule, "callTrace/firstFrame/module"),
        ];
        foreach (var (path, member) in paths)
            if (path is not null)
                foreach (var refusal in RefusalsIn(PathPattern.Of(path).Text, member)) yield return refusal;

        if (terms is { Executable: { } executable, Signer: null, Sha256: null } && executable.Contains('\\')
            && !KnownFolders.IsProtected(PathPattern.Of(executable).Text))
            yield return new Refusal(
                RefusalCode.SourceUserWritable,
                $"Users can put a program at {executable}; give its signer or its hash as well.", "source/executable");
    }

    private static IEnumerable<Refusal> RefusalsIn(string path, string member)
    {
        var names = path.TrimStart('\\').Split('\\');
        var isServer = path.StartsWith(@"\\", StringComparison.Ordinal);

        // The drive and the first folder, or the server and its share.
        if (names.Take(2).SkipLast(names.Length > 2 ? 0 : 1).Any(PathPattern.HasWildcard))
        {
            yield return new Refusal(
                RefusalCode.WildcardInFirstSegment,
                $"{path} begins with a wildcard: that is any drive or any folder. Write out where it begins.", member);
            yield break;
        }

        if (!isServer && !IsOnDrive(path) || names.Any(name => name is "" or "." or ".."))
        {
            yield return new Refusal(
                RefusalCode.PathNotWhole,
                $@"{path} is no whole path; it begins with a drive such as C:\ or with \\server\share\, and has a file "
                + "name.",
                member);
            yield break;
        }

        if (IsBare(names[^1]) && !KnownFolders.IsProtected(path))
            yield return new Refusal(
                RefusalCode.OpenFolder,
                $"{path} means whatever anybody puts into a folder that users can write to; name the file.", member);
    }

    private static bool IsOnDrive(string path) =>
        path.Length > 3 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '\\';

    // Nothing of the name but wildcards and the extension of programs.
    private static bool IsBare(string name)
    {
        var stem = name.LastIndexOf('.') is > 0 and var dot && !PathPattern.HasWildcard(name[dot..]) ? name[..dot] : name;
        return stem.All(letter => letter is '*' or '?' or '.');
    }
}
