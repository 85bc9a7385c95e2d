namespace DetectionApi.Domain.Rules;

/// <summary>Decides whether a rule looks at an index.</summary>
public static class IndexPatterns
{
    /// <summary>
    /// What an event counts as that names no index: <c>POST /api/v1/events</c>, and shippers that leave it out of the
    /// action line.
    /// </summary>
    public const string IndexOfUnnamed = "winlogbeat-";

    /// <summary>True if the index fits any of the patterns, in which <c>*</c> stands for any text.</summary>
    public static bool Match(IEnumerable<string> patterns, string index) =>
        patterns.Any(pattern => Match(pattern, index));

    private static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> index)
    {
        var star = pattern.IndexOf('*');
        if (star < 0) return pattern.SequenceEqual(index);
        if (!index.StartsWith(pattern[..star])) return false;

        pattern = pattern[(star + 1)..];
        for (var start = star; start <= index.Length; start++)
            if (Match(pattern, index[start..])) return true;

        return false;
    }
}
