namespace DetectionApi.Domain.ExceptionItems;

/// <summary>An access that an item does not cover, and the terms that kept it.</summary>
/// <param name="Access">The access.</param>
/// <param name="Failing">The terms that do not hold, in the order in which they are asked; at least one.</param>
public sealed record NearMiss(CandidateAccess Access, IReadOnlyList<TermResult> Failing)
{
    /// <summary>
    /// Nearest first: whom fewer terms kept; of equally many, whom the first of them kept later.
    /// </summary>
    public static IComparer<NearMiss> Nearest { get; } = Comparer<NearMiss>.Create((one, other) =>
        (one.Failing.Count, other.Failing[0].Term).CompareTo((other.Failing.Count, one.Failing[0].Term)));

    /// <summary>How near the access is; null if the item covers it.</summary>
    public static NearMiss? Of(ExceptionMatcher matcher, CandidateAccess access)
    {
        if (matcher.Covers(access)) return null;

        return new NearMiss(access, [.. matcher.Explain(access).Where(term => !term.Holds)]);
    }

    /// <summary>The accesses that the item comes nearest to without covering them, nearest first.</summary>
    public static IReadOnlyList<NearMiss> NearestOf(
        ExceptionMatcher matcher, IEnumerable<CandidateAccess> accesses, int limit) =>
        [.. accesses.Select(access => Of(matcher, access)).OfType<NearMiss>().Order(Nearest).Take(limit)];
}
