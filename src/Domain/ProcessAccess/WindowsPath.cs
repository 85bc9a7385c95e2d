namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Brings the spellings of one Windows path together.</summary>
public static class WindowsPath
{
    private static readonly string[] DevicePrefixes = [@"\\?\", @"\??\", @"\\.\"];

    /// <summary>
    /// The path in lower case, with backslashes, without the prefixes <c>\\?\</c>, <c>\??\</c>, <c>\\.\</c>, and
    /// without the dots and blanks at the end of a name, which Windows ignores.
    /// </summary>
    public static string Fold(string path)
    {
        var folded = string.Join('\\', path.Replace('/', '\\').ToLowerInvariant().Split('\\').Select(TrimEnd));

        // Last and repeatedly, so that what is folded stays as it is: trimming may uncover a prefix, and one another.
        while (PrefixOf(folded) is { } prefix) folded = folded[prefix.Length..];
        return folded;
    }

    /// <summary>The text after the last backslash; all of it if there is none.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('\\') + 1)..];

    private static string? PrefixOf(string folded)
    {
        foreach (var prefix in DevicePrefixes)
            if (folded.StartsWith(prefix, StringComparison.Ordinal)) return prefix;

        return null;
    }

    // `.` and `..` are directions, not names.
    private static string TrimEnd(string name) => name is "." or ".." ? name : name.TrimEnd('.', ' ');
}
