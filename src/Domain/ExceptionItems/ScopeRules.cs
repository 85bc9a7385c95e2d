namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Where and for whom an item may hold.</summary>
internal static class ScopeRules
{
    private const string LocalSystem = "S-1-5-18";
    private const string SecurityIdentifier = "S-1-";

    public static IEnumerable<Refusal> RefusalsIn(ExceptionContent content)
    {
        var terms = content.Terms;
        if (terms.IsForAllHosts && terms.Hosts.Count > 0)
            yield return new Refusal(
                RefusalCode.NeverMatches, "Give either hosts or all of them, not both.", "scope/hosts");
        if (!terms.IsForAllHosts && terms.Hosts.Count == 0)
            yield return new Refusal(
                RefusalCode.HostsMissing, "Name the hosts on which it holds, or set allHosts and give evidence.",
                "scope/hosts");
        if (terms.IsForAllHosts && content.Evidence.Count == 0)
            yield return new Refusal(
                RefusalCode.AllHostsWithoutEvidence,
                "An item for all hosts takes evidence: an owner, an inventory, a vendor or a change, and where to read "
                + "of it.",
                "evidence");
        foreach (var (index, host) in terms.Hosts.Index())
            if (!IsHost(host))
                yield return new Refusal(
                    RefusalCode.NeverMatches,
                    $"\"{host}\": hosts are named in full, without wildcards and blanks around them.",
                    $"scope/hosts/{index}");

        foreach (var (index, user) in terms.Users.Index())
            if (string.Equals(user.Trim(), LocalSystem, StringComparison.OrdinalIgnoreCase))
                yield return new Refusal(
                    RefusalCode.UserIsSysmon,
                    "Sysmon writes S-1-5-18 on every event, for it is its own account; give the account of the source "
                    + @"(SourceUser, since Sysmon 13.30), such as NT AUTHORITY\SYSTEM.",
                    $"scope/users/{index}");
            else if (!IsAccount(user))
                yield return new Refusal(
                    RefusalCode.NeverMatches,
                    $@"""{user}"": accounts are compared as DOMAIN\user, without wildcards and blanks around them.",
                    $"scope/users/{index}");
    }

    /// <summary>True if an item may call a host so.</summary>
    public static bool IsHost(string host) =>
        !string.IsNullOrWhiteSpace(host) && host == host.Trim() && !PathPattern.HasWildcard(host);

    /// <summary>True if an item may call an account so.</summary>
    public static bool IsAccount(string user) =>
        !string.IsNullOrWhiteSpace(user) && user == user.Trim() && !PathPattern.HasWildcard(user)
        && !user.StartsWith(SecurityIdentifier, StringComparison.OrdinalIgnoreCase);
}
