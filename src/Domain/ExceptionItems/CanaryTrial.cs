namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Holds items against known attacks.</summary>
internal static class CanaryTrial
{
    /// <summary>True if the item would hide the attack, on whatever host, whenever and by whomever it is done.</summary>
    /// <remarks>Where, when and as whom attackers come is theirs to choose, so these terms do not save an item.</remarks>
    public static bool Hides(ExceptionTerms terms, Canary canary) => new ExceptionMatcher(terms with
    {
        IsForAllHosts = true,
        Hosts = [],
        Users = [],
        ParentExecutable = null,
        RuleIds = [],
        ValidFrom = null,
        ExpiresAt = null,
    }).Covers(canary.Access);
}
