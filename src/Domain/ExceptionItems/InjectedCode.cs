using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>
/// Whether an item would hide code that somebody puts into the very program that it trusts: a signature says who made
/// the file, not what runs in its process.
/// </summary>
/// <remarks>
/// <para>
/// Only the call trace tells the difference. What an attacker injects calls from unbacked memory, and behind it lies
/// more of that, or what every program has: a thread's beginning and the libraries that come first. Where secrets or
/// sensors are the target, or Windows' own processes are to be changed, such a shape must not be covered.
/// </para>
/// <para>
/// A frame that could not be read may have been unbacked. What Windows' layers for 32-bit programs and for the
/// graphical interface begin looks the same for whatever called them, so where secrets are the target the shape must
/// be given.
/// </para>
/// </remarks>
internal static class InjectedCode
{
    private static readonly HashSet<string> InEveryProcess =
        new(["?", "!", "kernel32.dll", "kernelbase.dll", "ntdll.dll"], StringComparer.Ordinal);

    /// <summary>True if it covers such a call from a process in which all its other terms hold.</summary>
    public static bool IsHiddenBy(ExceptionTerms terms)
    {
        if ((terms.Classes.Implied() & ~AccessClasses.Query) == 0 || terms.TargetImage is not { } target) return false;

        var targets = TargetReach.ClassesOf(PathPattern.Of(target));
        return terms.FirstFrameKind switch
        {
            null or FirstFrameKind.Unbacked or FirstFrameKind.Malformed =>
                (TargetReach.MeansInjection(terms)
                    || targets.Overlaps([TargetClass.Credential, TargetClass.SecurityProduct]))
                && (terms.Shape is null || Array.TrueForAll(ShapeText.StepsOf(terms.Shape), InEveryProcess.Contains)),
            FirstFrameKind.Wow64 or FirstFrameKind.Win32u =>
                terms.Shape is null && targets.Contains(TargetClass.Credential),
            _ => false,
        };
    }
}
