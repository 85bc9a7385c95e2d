using System.IO.Enumeration;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Folders whose rights Windows sets: who can put a program there.</summary>
/// <remarks>
/// In lower case with a backslash at the end; <c>*</c> is any text. Another drive is never protected, nor is a stream
/// beside a file or a folder: whoever may write into <c>C:\Windows\Tracing</c> may make
/// <c>C:\Windows\Tracing:tool.exe</c>.
/// </remarks>
public static class KnownFolders
{
    /// <summary>Where administrators only can write.</summary>
    public static readonly IReadOnlyList<string> ProtectedFolders =
    [
        @"c:\windows\", @"c:\program files\", @"c:\program files (x86)\",
        @"c:\programdata\microsoft\windows defender\platform\",
    ];

    /// <summary>Where ordinary users can write; below Windows' own folder by the rights that Windows sets.</summary>
    public static readonly IReadOnlyList<string> UserWritableFolders =
    [
        @"c:\users\", @"c:\programdata\", @"c:\documents and settings\", @"c:\temp\", @"c:\tmp\", @"c:\perflogs\",
        @"*\$recycle.bin\", @"*\recycler\", @"c:\windows\temp\", @"c:\windows\tasks\", @"c:\windows\tracing\",
        @"c:\windows\debug\wia\", @"c:\windows\registration\crmlog\", @"c:\windows\system32\tasks\",
        @"c:\windows\system32\fxstmp\", @"c:\windows\system32\com\dmp\", @"c:\windows\system32\spool\drivers\color\",
        @"c:\windows\system32\spool\printers\", @"c:\windows\system32\spool\servers\",
        @"c:\windows\system32\microsoft\crypto\rsa\machinekeys\", @"c:\windows\syswow64\tasks\",
        @"c:\windows\syswow64\fxstmp\", @"c:\windows\syswow64\com\dmp\",
        @"c:\windows\system32\tasks_migrated\", @"c:\windows\servicestate\",
    ];

    /// <summary>Where what is written is not to stay.</summary>
    public static readonly IReadOnlyList<string> TemporaryFolders =
    [
        @"c:\windows\temp\", @"c:\temp\", @"c:\tmp\", @"c:\users\*\appdata\local\temp\", @"c:\users\public\",
        @"c:\documents and settings\*\local settings\temp\", @"c:\perflogs\", @"*\$recycle.bin\", @"*\recycler\",
    ];

    /// <summary>
    /// True if administrators only can write where the file lies; of two folders that it lies in, the one that is said
    /// more exactly counts.
    /// </summary>
    /// <param name="path">A path, folded by <see cref="WindowsPath.Fold"/>.</param>
    public static bool IsProtected(string path) =>
        path.LastIndexOf(':') < 2 && LongestOf(path, ProtectedFolders) > Math.Max(
            LongestOf(path, UserWritableFolders), LongestOf(path, TemporaryFolders));

    /// <summary>How exactly the folders say where the file lies; 0 if it lies in none.</summary>
    internal static int LongestOf(string path, IReadOnlyList<string> folders) => folders
        .Where(folder => Matches(folder + "*", path)).Select(folder => folder.Length).DefaultIfEmpty().Max();

    /// <summary>True if the text fits the pattern with its <c>*</c> and <c>?</c>.</summary>
    internal static bool Matches(string pattern, string text) =>
        // A backslash would take the star behind it for a letter.
        FileSystemName.MatchesSimpleExpression(pattern.Replace('\\', '/'), text.Replace('\\', '/'));
}
