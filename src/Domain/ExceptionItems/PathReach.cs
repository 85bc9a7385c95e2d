using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Where the files may lie that a pattern means.</summary>
internal static class PathReach
{
    /// <summary>True if administrators only can write wherever they may lie.</summary>
    /// <remarks><c>C:\Windows\*\agent.exe</c> means <c>C:\Windows\Temp\agent.exe</c>, too: anybody's.</remarks>
    public static bool IsProtected(PathPattern pattern)
    {
        if (pattern.IsExact) return KnownFolders.IsProtected(pattern.Text);

        var names = pattern.Text.Split('\\');
        var writable = KnownFolders.UserWritableFolders.Concat(KnownFolders.TemporaryFolders)
            .Where(folder => MayLieIn(names, folder)).Select(folder => folder.Length).DefaultIfEmpty().Max();
        return KnownFolders.IsProtected(pattern.Text)
            && KnownFolders.LongestOf(pattern.Text, KnownFolders.ProtectedFolders) > writable;
    }

    private static bool MayLieIn(string[] names, string folder)
    {
        var wanted = folder.TrimEnd('\\').Split('\\');
        return names.Length > wanted.Length
            && wanted.Zip(names).All(pair => pair.First == "*" || PathPattern.Of(pair.Second).Matches(pair.First));
    }
}
