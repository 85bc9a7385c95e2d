using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>
/// Whether an item would hide code that somebody puts into the very program that it trusts: a signature says who made
/// the file, not what runs in its process.
/// </summary>
/// <remarks>
/// Only the call trace tells the difference. What an attacker injects calls from unbacked memory, and behind it lies
/// more of that, or what every program has: a thread's beginning and the libraries that come first. Where secrets or
/// sensors are the target, or Windows' own processes are to be changed, such a shape must not be covered.
/// </remarks>
internal static class InjectedCode
{
    private static readonly HashSet<string> InEveryProcess =
        new(["?", "kernel32.dll", "kernelbase.dll", "ntdll.dll"], StringComparer.Ordinal);

    /// <summary>True if it covers such a call from a process in which all its other terms hold.</summary>
    public static bool IsHiddenBy(ExceptionTerms terms) =>
        terms.FirstFrameKind is null or FirstFrameKind.Unbacked
        && (terms.Classes.Implied() & ~AccessClasses.Query) != 0
        && terms.TargetImage is { } target
        && (TargetReach.MeansInjection(terms) || TargetReach.ClassesOf(PathPattern.Of(target))
            .Overlaps([TargetClass.Credential, TargetClass.SecurityProduct]))
        && (terms.Shape is null || Array.TrueForAll(ShapeText.StepsOf(terms.Shape), InEveryProcess.Contains));
}
