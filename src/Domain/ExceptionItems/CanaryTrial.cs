namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Holds items against known attacks.</summary>
public static class CanaryTrial
{
    /// <summary>The attacks that an item would hide, on whatever host, whenever and by whomever.</summary>
    /// <remarks>
    /// Where, when and as whom attackers come, and what starts their tools, is theirs to choose, so these terms do not
    /// save an item.
    /// </remarks>
    public static IReadOnlyList<Canary> HiddenBy(ExceptionTerms terms, IReadOnlyList<Canary> canaries)
    {
        var matcher = new ExceptionMatcher(terms with
        {
            IsForAllHosts = true,
            Hosts = [],
            Users = [],
            ParentExecutable = null,
            RuleIds = [],
            ValidFrom = null,
            ExpiresAt = null,
        });
        return [.. canaries.Where(canary => matcher.Covers(canary.Access))];
    }
}
