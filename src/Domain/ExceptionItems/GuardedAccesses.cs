namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Holds items against alerts that must not be hidden.</summary>
public static class GuardedAccesses
{
    /// <summary>The ids of the alerts that an item would hide, or may once more is known of the like.</summary>
    /// <param name="guarded">The accesses of the alerts.</param>
    /// <param name="terms">
    /// The terms. When they hold is not asked: what happened before would be hidden when it happens again.
    /// </param>
    /// <returns>Each id once, in the order of the accesses.</returns>
    public static IReadOnlyList<string> HiddenBy(this IReadOnlyList<GuardedAccess> guarded, ExceptionTerms terms)
    {
        var matcher = new ExceptionMatcher(terms with { ValidFrom = null, ExpiresAt = null });
        return [.. guarded.Where(one => matcher.MayHide(one.Access)).Select(one => one.AlertId).Distinct()];
    }
}
