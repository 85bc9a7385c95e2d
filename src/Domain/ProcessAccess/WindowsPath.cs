namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Brings the spellings of one Windows path together.</summary>
public static class WindowsPath
{
    /// <summary>The longest path that Windows knows, in characters.</summary>
    public const int LengthMax = 32_767;

    private const string Unc = @"unc\";
    private static readonly string[] DevicePrefixes = [@"\\?\", @"\??\", @"\\.\"];

    /// <summary>
    /// The path in lower case, with backslashes, without the prefixes <c>\\?\</c>, <c>\??\</c>, <c>\\.\</c>; a server
    /// behind
    /// one of them begins with two backslashes again.
    /// </summary>
    /// <remarks>
    /// Dots and blanks at the end of a name stay. Windows ignores them in what programs ask for, but a path in a log is
    /// one that exists: <c>C:\Windows \System32</c> is a folder that anybody can make, and not Windows'.
    /// </remarks>
    public static string Fold(string path)
    {
        var folded = path.Replace('/', '\\').ToLowerInvariant();
        var rest = folded.AsSpan();
        while (PrefixOf(rest) is { } prefix)
        {
            rest = rest[prefix.Length..];
            if (rest.StartsWith(Unc)) return string.Concat(@"\\", rest[Unc.Length..]);
        }

        return rest.Length == folded.Length ? folded : rest.ToString();
    }

    /// <summary>The text after the last backslash; all of it if there is none.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('\\') + 1)..];

    private static string? PrefixOf(ReadOnlySpan<char> folded)
    {
        foreach (var prefix in DevicePrefixes)
            if (folded.StartsWith(prefix)) return prefix;

        return null;
    }
}
