using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Asks of one item in memory what a list asks.</summary>
internal static class ExceptionMatching
{
    /// <summary>True if a list with that filter shows the item, as far as what it hid is not asked.</summary>
    public static bool Matches(this ExceptionFilter filter, ExceptionItem item)
    {
        var terms = item.Content.Terms;
        return (filter.Statuses.Count == 0 || filter.Statuses.Contains(item.Status))
            && (filter.ExpiresBefore is not { } before
                || (item.Status is ExceptionStatus.Active && item.ExpiresAt < before))
            && AnyFits(filter.Owners, owner => WildcardText.Fits(owner, item.Content.Owner))
            && AnyFits(filter.RuleIds, rule => terms.RuleIds.Count == 0 || terms.RuleIds.Contains(rule))
            && AnyFits(filter.Targets, target => IsPath(terms.TargetImage, target))
            && AnyFits(filter.Sources, source => IsPath(terms.Executable, source)
                || WildcardText.Fits(source, terms.Signer) || WildcardText.Fits(source, terms.Sha256))
            && AnyFits(filter.Hosts, host => terms.IsForAllHosts || terms.Hosts.Any(own => IsHost(own, host)));
    }

    private static bool AnyFits(IReadOnlyList<string> names, Func<string, bool> fits) =>
        names.Count == 0 || names.Any(fits);

    private static bool IsPath(string? own, string wanted) =>
        own is not null && AlertNames.IsPath(ItemPath.Tidy(own), wanted);

    // Each of them may be written with its domain or without.
    private static bool IsHost(string own, string wanted) => WildcardText.Fits(wanted, own)
        || (!wanted.Contains('.') && WildcardText.Fits(wanted + ".*", own))
        || (!own.Contains('.') && WildcardText.Fits(own + ".*", wanted));
}
