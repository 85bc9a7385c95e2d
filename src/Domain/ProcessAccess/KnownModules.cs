namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Libraries that may stand at the top of a call trace for a known reason.</summary>
/// <remarks>
/// By place, not by name alone: anybody can call a file <c>ntdll.dll</c>. In lower case; <c>?:</c> is any drive and
/// <c>*</c> any text. The list has a <see cref="Version"/>, which changes whenever it does.
/// </remarks>
public static class KnownModules
{
    /// <summary>The version of the lists, as the date of their last change.</summary>
    public const string Version = "2026-11-21";

    /// <summary>The patterns of paths of each kind.</summary>
    internal static readonly (FirstFrameKind Kind, string[] Patterns)[] ByKind =
    [
        (FirstFrameKind.Ntdll, [@"?:\windows\system32\ntdll.dll", @"?:\windows\syswow64\ntdll.dll"]),
        (FirstFrameKind.Wow64,
        [
            @"?:\windows\system32\wow64.dll", @"?:\windows\system32\wow64cpu.dll", @"?:\windows\system32\wow64win.dll",
        ]),
        (FirstFrameKind.Win32u, [@"?:\windows\system32\win32u.dll", @"?:\windows\syswow64\win32u.dll"]),
        (FirstFrameKind.SecurityProduct,
        [
            @"?:\windows\system32\sysfer.dll", @"?:\windows\syswow64\sysfer.dll",
            @"?:\programdata\symantec\symantec endpoint protection\*\sysfer.dll",
            @"?:\windows\system32\ctiuser.dll", @"?:\windows\syswow64\ctiuser.dll",
            @"?:\windows\system32\umppc*.dll", @"?:\windows\syswow64\umppc*.dll",
            @"?:\windows\system32\hmpalert.dll", @"?:\windows\syswow64\hmpalert.dll",
            @"?:\program files\sentinelone\*\inprocessclient64.dll",
            @"?:\program files\sentinelone\*\inprocessclient32.dll",
        ]),
    ];

    internal static bool MatchesAny(string foldedPath, string[] patterns)
    {
        foreach (var pattern in patterns)
            if (Matches(foldedPath, pattern)) return true;

        return false;
    }

    // One `*` at most, and `?` only for the drive: all that the list needs.
    private static bool Matches(string path, string pattern)
    {
        if (path.Length < 2 || !path.AsSpan(1).StartsWith(":\\")) return false;

        var rest = path.AsSpan(1);
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return rest.SequenceEqual(pattern.AsSpan(1));

        var head = pattern.AsSpan(1, star - 1);
        var tail = pattern.AsSpan(star + 1);
        return rest.Length >= head.Length + tail.Length && rest.StartsWith(head) && rest.EndsWith(tail);
    }
}
