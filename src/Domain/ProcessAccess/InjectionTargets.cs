namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Windows' own processes that attackers put their code into, to hide there or to gain rights.</summary>
/// <remarks>
/// By file name, as <see cref="TargetClasses"/> are, and no class of their own: programs ask about these processes all
/// the time, and only rights that change them are worth a second look. The list has a <see cref="Version"/>, which
/// changes whenever it does.
/// </remarks>
public static class InjectionTargets
{
    /// <summary>The version of the list, as the date of its last change.</summary>
    public const string Version = "2026-11-22";

    private const AccessClasses Changing = AccessClasses.MemoryWrite | AccessClasses.Thread
        | AccessClasses.DuplicateHandle | AccessClasses.ProcessControl | AccessClasses.Security
        | AccessClasses.AllAccess;

    /// <summary>The list, in lower case.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "services.exe", "winlogon.exe", "csrss.exe", "wininit.exe", "smss.exe", "svchost.exe", "explorer.exe",
        "spoolsv.exe", "dllhost.exe",
    ];

    /// <summary>True if rights of these classes may change a process or take what it holds.</summary>
    internal static bool MayBeChangedBy(AccessClasses classes) => (classes & Changing) != 0;
}
