namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Libraries that may stand at the top of a call trace for a known reason.</summary>
/// <remarks>
/// By place, not by name alone: anybody can call a file <c>ntdll.dll</c>. In lower case; <c>*</c> is any text. Only on
/// the drive <c>C:</c>: anybody can mount a volume of his own, and where Windows lies elsewhere its libraries are just
/// not
/// called by their kind. The list has a <see cref="Version"/>, which changes whenever it does.
/// </remarks>
public static class KnownModules
{
    /// <summary>The version of the lists, as the date of their last change.</summary>
    public const string Version = "2026-11-21";

    /// <summary>The patterns of paths of each kind.</summary>
    internal static readonly (FirstFrameKind Kind, string[] Patterns)[] ByKind =
    [
        (FirstFrameKind.Ntdll, [@"c:\windows\system32\ntdll.dll", @"c:\windows\syswow64\ntdll.dll"]),
        (FirstFrameKind.Wow64,
        [
            @"c:\windows\system32\wow64.dll", @"c:\windows\system32\wow64cpu.dll", @"c:\windows\system32\wow64win.dll",
        ]),
        (FirstFrameKind.Win32u, [@"c:\windows\system32\win32u.dll", @"c:\windows\syswow64\win32u.dll"]),
        (FirstFrameKind.SecurityProduct,
        [
            @"c:\windows\system32\sysfer.dll", @"c:\windows\syswow64\sysfer.dll",
            @"c:\programdata\symantec\symantec endpoint protection\*\sysfer.dll",
            @"c:\windows\system32\ctiuser.dll", @"c:\windows\syswow64\ctiuser.dll",
            @"c:\windows\system32\umppc*.dll", @"c:\windows\syswow64\umppc*.dll",
            @"c:\windows\system32\hmpalert.dll", @"c:\windows\syswow64\hmpalert.dll",
            @"c:\program files\sentinelone\*\inprocessclient64.dll",
            @"c:\program files\sentinelone\*\inprocessclient32.dll",
        ]),
    ];

    internal static bool MatchesAny(string foldedPath, string[] patterns)
    {
        foreach (var pattern in patterns)
            if (Matches(foldedPath, pattern)) return true;

        return false;
    }

    // One `*` at most: all that the list needs.
    private static bool Matches(string path, string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return path == pattern;

        var head = pattern.AsSpan(0, star);
        var tail = pattern.AsSpan(star + 1);
        return path.Length >= head.Length + tail.Length
            && path.AsSpan().StartsWith(head) && path.AsSpan().EndsWith(tail);
    }
}
