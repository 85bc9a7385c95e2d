using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Whether one item means all that another one means.</summary>
public static class TermContainment
{
    /// <summary>True if every access that <paramref name="other"/> means is one that these terms mean, too.</summary>
    /// <remarks>It may be false of items that are contained in a roundabout way, never true of others.</remarks>
    public static bool Contain(this ExceptionTerms terms, ExceptionTerms other) =>
        (other.Classes.Implied() & ~terms.Classes.Implied()) == 0
        && ContainsList(terms.RuleIds, other.RuleIds)
        && ContainsText(terms.Signer, other.Signer)
        && ContainsPath(terms.Executable, other.Executable)
        && ContainsText(terms.Sha256, other.Sha256)
        && ContainsPath(terms.ParentExecutable, other.ParentExecutable)
        && ContainsPath(terms.TargetImage, other.TargetImage)
        && (terms.FirstFrameKind is null || terms.FirstFrameKind == other.FirstFrameKind)
        && ContainsPath(terms.FirstFrameModule, other.FirstFrameModule)
        && (terms.Shape is null || terms.Shape == other.Shape)
        && (terms.IsForAllHosts || (!other.IsForAllHosts && ContainsAll(terms.Hosts, other.Hosts)))
        && ContainsList(terms.Users, other.Users)
        && (terms.ValidFrom is not { } from || other.ValidFrom >= from)
        && (terms.ExpiresAt is not { } until || other.ExpiresAt <= until);

    private static bool ContainsText(string? wide, string? narrow) =>
        wide is null || string.Equals(wide, narrow, StringComparison.OrdinalIgnoreCase);

    private static bool ContainsPath(string? wide, string? narrow) =>
        wide is null || (narrow is not null && PathPattern.Of(wide).Contains(PathPattern.Of(narrow)));

    private static bool ContainsList(IReadOnlyList<string> wide, IReadOnlyList<string> narrow) =>
        wide.Count == 0 || (narrow.Count > 0 && ContainsAll(wide, narrow));

    // An item may name a thousand hosts.
    private static bool ContainsAll(IReadOnlyList<string> wide, IReadOnlyList<string> narrow) =>
        wide.ToHashSet(StringComparer.OrdinalIgnoreCase).IsSupersetOf(narrow);
}
