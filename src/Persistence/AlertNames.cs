using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence;

/// <summary>Compares what alerts name with names as people write them.</summary>
internal static class AlertNames
{
    /// <summary>How much of a name is compared. Whoever sends events says how long their names are.</summary>
    public const int LengthMax = 1_024;

    /// <summary>What is compared of a name.</summary>
    public static string Shorten(string name)
    {
        if (name.Length <= LengthMax) return name;

        // Half a character cannot be shown.
        return char.IsHighSurrogate(name[LengthMax - 1]) ? name[..(LengthMax - 1)] : name[..LengthMax];
    }

    /// <summary>The name of the host with or without its domain, or its id.</summary>
    public static bool IsHost(Host host, string name)
    {
        var whole = name.ToLowerInvariant();
        return Fits(whole, host.Name)
            || (!name.Contains('.') && Fits(whole + ".*", host.Name))
            || Fits(whole, host.Id);
    }

    /// <summary>The path of a pattern or, without a folder, its file name.</summary>
    public static bool IsPath(string value, string path)
    {
        var folded = WindowsPath.Fold(Unescaped(path));
        return Fits(folded, value)
            || (!folded.Contains('\\') && Fits(@"*\" + folded, value));
    }

    /// <summary>The account with or without its domain.</summary>
    public static bool IsUser(string? value, string user) => Fits(user, value)
        || (!user.Contains('\\') && Fits(@"*\" + user, value));

    private static bool Fits(string wanted, string? name) =>
        name is not null && WildcardText.Fits(Shorten(wanted), Shorten(name));

    // Copied out of JSON, a path has its backslashes doubled; at the start two of them mean a server.
    private static string Unescaped(string path) =>
        path.Length > 1 ? path[0] + path[1..].Replace(@"\\", @"\", StringComparison.Ordinal) : path;
}
