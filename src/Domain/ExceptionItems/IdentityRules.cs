using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What an item must name: who, whom, which rights, how.</summary>
internal static class IdentityRules
{
    public static IEnumerable<Refusal> RefusalsIn(ExceptionTerms terms)
    {
        var hasSource = terms is not { Signer: null, Executable: null, Sha256: null };
        if (!hasSource) yield return Alone(terms);
        if (terms is { Executable: { } executable, Signer: null, Sha256: null }
            && !PathPattern.Of(executable).Text.Contains('\\'))
            yield return new Refusal(
                RefusalCode.ProcessNameAlone,
                $"Anybody can call a program {executable}; give its whole path, its signer or its hash.",
                "source/executable");
        if (hasSource && terms.TargetImage is null)
            yield return new Refusal(
                RefusalCode.TargetMissing, "Name the target: without one it would cover lsass.exe, too.",
                "target/image");
        if (hasSource && terms.Classes is AccessClasses.None)
            yield return new Refusal(
                RefusalCode.AccessMissing,
                "Name the access classes that it allows at most: "
                + $"{string.Join(", ", Words.All<AccessClasses>().Skip(1))}.",
                "access/classes");
        if (hasSource && terms.FirstFrameKind is null)
            yield return new Refusal(
                RefusalCode.FirstFrameMissing,
                "Name the kind of the first frame of the call trace: it is what the rule is about.",
                "callTrace/firstFrame/kind");
        if (terms is
            {
                FirstFrameKind: FirstFrameKind.OtherModule or FirstFrameKind.SecurityProduct,
                FirstFrameModule: null, Shape: null,
            })
            yield return new Refusal(
                RefusalCode.FirstFrameModuleMissing, "The first frame is a file; give its path.",
                "callTrace/firstFrame/module");

        if (terms.TargetImage is { } target && terms.Signer is null && terms.Sha256 is null && hasSource
            && TargetReach.WorstOf(PathPattern.Of(target)) is TargetClass.Credential)
            yield return new Refusal(
                RefusalCode.CredentialNeedsIdentity,
                $"{target} may hold secrets; give the signer or the hash of the program that opens it, not its path "
                + "alone.",
                "source/signer");
    }

    private static Refusal Alone(ExceptionTerms terms)
    {
        var hasAccess = terms.Classes is not AccessClasses.None;
        var hasTrace = terms is not { FirstFrameKind: null, FirstFrameModule: null, Shape: null };
        var (code, what, member) = (hasAccess, hasTrace, terms.TargetImage is not null) switch
        {
            (true, false, false) => (RefusalCode.AccessAlone, "Rights alone are those of every attack", "access"),
            (false, true, false) => (RefusalCode.CallTraceAlone, "A call trace alone names no program", "callTrace"),
            (false, false, true) => (RefusalCode.TargetAlone, "A target alone is what every attack has", "target"),
            _ => (RefusalCode.SourceMissing, "Nothing says which program it is about", "source"),
        };
        return new Refusal(code, $"{what}; give the program's signer, its path or its hash.", member);
    }
}
