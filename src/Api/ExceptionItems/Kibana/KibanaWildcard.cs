namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Paths with wildcards, in which a backslash takes the meaning from what follows it.</summary>
/// <remarks>
/// In an exception of a detection rule <c>C:\Tools\*</c> is written <c>C:\\Tools\\*</c>; a single backslash would make
/// the star a letter. Lists of Elastic's own sensor write it plainly.
/// </remarks>
internal static class KibanaWildcard
{
    /// <summary>The text as an exception of a detection rule says it.</summary>
    public static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal);

    /// <summary>
    /// The text that is meant, escaped or plain; null if some backslashes are doubled and others are not, so that
    /// nobody knows.
    /// </summary>
    public static string? Unescape(string text)
    {
        var (pairs, singles) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\') continue;
            if (at + 1 < text.Length && text[at + 1] == '\\')
            {
                pairs++;
                at++;
            }
            else
            {
                singles++;
            }
        }

        if (singles == 0) return text.Replace(@"\\", @"\", StringComparison.Ordinal);
        return pairs == 0 || (pairs == 1 && IsServer(text)) ? text : null;
    }

    // A plain \\server\share begins with two.
    private static bool IsServer(string text) =>
        text.StartsWith(@"\\", StringComparison.Ordinal) && !text.StartsWith(@"\\\", StringComparison.Ordinal);
}
