namespace DetectionApi.Domain.Investigation;

/// <summary>Compares a file's name with the one that it was built under.</summary>
internal static class OriginalName
{
    // How the builds of one program for several processors are told apart.
    private static readonly string[] Builds = ["64", "32", "x64", "x86", "arm64", "amd64"];

    // What Sysmon writes for a file that says nothing about itself.
    private const string None = "?";

    /// <summary>
    /// True if the names are of different programs; a file without a name of its own has no other one.
    /// </summary>
    public static bool Differs(string path, string original) => original != None
        && Plain(KnownPlaces.NameOf(path)) != Plain(KnownPlaces.NameOf(original));

    // Resources that are kept in a file of their own bear its ending.
    private static string Plain(string name)
    {
        if (name.EndsWith(".mui", StringComparison.Ordinal)) name = name[..^4];
        var dot = name.LastIndexOf('.');
        if (dot > 0) name = name[..dot];
        foreach (var build in Builds.OrderByDescending(b => b.Length))
            if (name.Length > build.Length && name.EndsWith(build, StringComparison.Ordinal))
                return name[..^build.Length].TrimEnd('-', '_', '.', ' ');

        return name;
    }
}
