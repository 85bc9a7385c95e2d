using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence;

/// <summary>Compares what alerts name with names as people write them.</summary>
internal static class AlertNames
{
    /// <summary>The name of the host with or without its domain, or its id.</summary>
    public static bool IsHost(Host host, string name)
    {
        var whole = name.ToLowerInvariant();
        return WildcardText.Fits(whole, host.Name)
            || (!name.Contains('.') && WildcardText.Fits(whole + ".*", host.Name))
            || WildcardText.Fits(whole, host.Id);
    }

    /// <summary>The path of a pattern or, without a folder, its file name.</summary>
    public static bool IsPath(string value, string path)
    {
        var folded = WindowsPath.Fold(Unescaped(path));
        return WildcardText.Fits(folded, value)
            || (!folded.Contains('\\') && WildcardText.Fits(@"*\" + folded, value));
    }

    /// <summary>The account with or without its domain.</summary>
    public static bool IsUser(string? value, string user) => WildcardText.Fits(user, value)
        || (!user.Contains('\\') && WildcardText.Fits(@"*\" + user, value));

    // Copied out of JSON, a path has its backslashes doubled; at the start two of them mean a server.
    private static string Unescaped(string path) =>
        path.Length > 1 ? path[0] + path[1..].Replace(@"\\", @"\", StringComparison.Ordinal) : path;
}
