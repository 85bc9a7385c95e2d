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
        var folded = path.Replace('/', '\\').ToLowerInvariant();
        foreach (var prefix in DevicePrefixes)
            if (folded.StartsWith(prefix, StringComparison.Ordinal)) folded = folded[prefix.Length..];

        return folded.Contains(@".\", StringComparison.Ordinal) || folded.Contains(@" \", StringComparison.Ordinal)
            ? string.Join('\\', folded.Split('\\').Select(TrimEnd))
            : TrimEnd(folded);
    }

    /// <summary>The text after the last backslash; all of it if there is none.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('\\') + 1)..];

    // `.` and `..` are directions, not names.
    private static string TrimEnd(string name) => name is "." or ".." ? name : name.TrimEnd('.', ' ');
}
