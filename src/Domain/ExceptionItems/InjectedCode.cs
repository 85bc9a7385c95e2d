using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>
/// Whether an item would hide code that somebody puts into the very program that it trusts: a signature says who made
/// the file, not what runs in its process.
/// </summary>
/// <remarks>
/// Only the call trace tells the difference. What an attacker injects calls from unbacked memory, with nothing behind
/// it or a thread's usual beginning; these shapes must not be covered where secrets or sensors are the target.
/// </remarks>
internal static class InjectedCode
{
    private static readonly string[] Shapes =
    [
        "unbacked ?", "unbacked ?>kernel32.dll>ntdll.dll", "unbacked ?>ntdll.dll", "unbacked ?>kernelbase.dll>?",
        "unbacked ?>ntdll.dll>kernel32.dll>ntdll.dll",
    ];

    private const AccessClasses Dangerous = AccessClasses.MemoryRead | AccessClasses.MemoryWrite | AccessClasses.Thread
        | AccessClasses.DuplicateHandle | AccessClasses.AllAccess;

    /// <summary>True if it covers such a call from a process in which all its other terms hold.</summary>
    public static bool IsHiddenBy(ExceptionMatcher matcher)
    {
        var terms = matcher.Terms;
        return terms.FirstFrameKind is null or FirstFrameKind.Unbacked
            && (terms.Classes & Dangerous) != 0
            && terms.TargetImage is { } target
            && TargetReach.WorstOf(PathPattern.Of(target)) is TargetClass.Credential or TargetClass.SecurityProduct
            && (terms.Shape is null || Shapes.Contains(terms.Shape));
    }
}
