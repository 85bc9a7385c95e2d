using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Whether an item can ever mean anything that a rule matches.</summary>
internal static class SenseRules
{
    public static IEnumerable<Refusal> RefusalsIn(ExceptionTerms terms, IReadOnlySet<string> ruleIds)
    {
        foreach (var (index, rule) in terms.RuleIds.Index())
            if (!ruleIds.Contains(rule))
                yield return new Refusal(RefusalCode.RuleUnknown, $"There is no rule {rule}.", $"rules/{index}");

        if (terms.Signer is { } signer
            && (string.IsNullOrWhiteSpace(signer) || signer != signer.Trim() || PathPattern.HasWildcard(signer)))
            yield return Never(
                "A signer is named as its certificate names it, without wildcards and blanks around it.",
                "source/signer/subject");
        if (terms.Sha256 is { } hash && !(hash.Length == 64 && hash.All(char.IsAsciiHexDigit)))
            yield return Never("A SHA-256 has 64 hexadecimal digits.", "source/sha256");
        if (terms.FirstFrameKind is FirstFrameKind.Ntdll or FirstFrameKind.Empty)
            yield return Never(
                $"No rule matches a call trace whose first frame is {Words.Of(terms.FirstFrameKind.Value)}.",
                "callTrace/firstFrame/kind");
        if (terms is
            {
                FirstFrameKind: FirstFrameKind.Unbacked or FirstFrameKind.Malformed or FirstFrameKind.Empty,
                FirstFrameModule: not null,
            })
            yield return Never(
                $"A first frame that is {Words.Of(terms.FirstFrameKind.Value)} has no file behind it.",
                "callTrace/firstFrame/module");
        if (terms is
            {
                FirstFrameKind: FirstFrameKind.SourceImage, FirstFrameModule: { } module, Executable: { } source,
            }
            && !PathPattern.Of(module).Contains(PathPattern.Of(source))
            && !PathPattern.Of(source).Contains(PathPattern.Of(module)))
            yield return Never(
                "The first frame is the source itself, and another file is named for it.",
                "callTrace/firstFrame/module");
        if (terms is not { Shape: { } shape, FirstFrameKind: { } kind }) yield break;

        if (!ShapeText.IsOf(shape, kind))
            yield return Never(
                $"The shape does not begin with its first frame, {Words.Of(kind)}, or is not in lower case; copy it "
                + "from an alert.",
                "callTrace/shape");
        else if (terms.FirstFrameModule is { } file && !ShapeText.BeginsWith(shape, PathPattern.Of(file)))
            yield return Never("The shape begins with another file than the first frame.", "callTrace/shape");
    }

    private static Refusal Never(string because, string member) =>
        new(RefusalCode.NeverMatches, $"It can never match. {because}", member);
}
