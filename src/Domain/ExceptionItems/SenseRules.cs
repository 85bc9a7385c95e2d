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
        if (terms is { Shape: { } shape, FirstFrameKind: { } kind } && !IsOf(shape, kind))
            yield return Never(
                $"The shape does not begin with its first frame, {Words.Of(kind)}; copy it from an alert.",
                "callTrace/shape");
    }

    private static bool IsOf(string shape, FirstFrameKind kind) =>
        shape == Words.Of(kind) || shape.StartsWith($"{Words.Of(kind)} ", StringComparison.Ordinal);

    private static Refusal Never(string because, string member) =>
        new(RefusalCode.NeverMatches, $"It can never match. {because}", member);
}
