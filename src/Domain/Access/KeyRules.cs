using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Access;

/// <summary>Something that a key cannot be.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Field">The member of the request, such as <c>roles</c>.</param>
public sealed record KeyFault(string Code, string Detail, string Field);

/// <summary>What a new key must be, however it is made.</summary>
public static class KeyRules
{
    /// <summary>For how long after a rotation the old secret may be taken, too.</summary>
    public static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    /// <summary>What is wrong with it.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="owner">In whose name its holder acts, as it was written.</param>
    /// <param name="roles">What its holder is there for.</param>
    /// <param name="hosts">Of which hosts he may send events; empty for all.</param>
    /// <param name="expiresAt">When it ends; null if never.</param>
    /// <param name="now">The time now.</param>
    public static IReadOnlyList<KeyFault> FaultsOf(
        string? name, string? owner, IReadOnlyCollection<Role> roles, IReadOnlyCollection<string?> hosts,
        DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(hosts);
        var faults = new List<KeyFault>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > AccessKey.NameLengthMax || name.Any(char.IsControl))
            faults.Add(new KeyFault(
                "name-invalid", $"Say in 1 to {AccessKey.NameLengthMax} characters of one line what the key is for.",
                "name"));
        if (ActorName.Of(owner) is not { } actor || actor != owner)
            faults.Add(new KeyFault(
                "owner-invalid",
                $"Name who acts with the key, in up to {ActorName.LengthMax} visible characters without blanks or dots "
                + "at the ends: it stands in every record.", "owner"));
        else if (ActorName.IsReserved(actor))
            faults.Add(new KeyFault(
                "owner-reserved", $"Under the name {ActorName.System} only the service itself acts.", "owner"));
        if (roles.Count == 0)
            faults.Add(new KeyFault("roles-missing", "Give at least one role.", "roles"));
        if (expiresAt <= now)
            faults.Add(new KeyFault(
                "expiry-past", "The key would have ended already; give a later time.", "expiresAt"));
        FindFaultsOfHosts(roles, hosts, faults);
        return faults;
    }

    private static void FindFaultsOfHosts(
        IReadOnlyCollection<Role> roles, IReadOnlyCollection<string?> hosts, List<KeyFault> faults)
    {
        if (hosts.Count > 0 && roles.Any(role => role is not Role.Ingest))
            faults.Add(new KeyFault(
                "hosts-of-readers", "Hosts bound what a key may send, not what it may read: leave them out, or give "
                + "the role ingest alone.", "hosts"));
        if (hosts.Count > HostScope.EntriesMax)
            faults.Add(new KeyFault("hosts-too-many", $"Give at most {HostScope.EntriesMax} hosts.", "hosts"));
        foreach (var (position, host) in hosts.Index())
            if (!HostScope.IsEntry(host))
                faults.Add(new KeyFault(
                    "host-invalid",
                    "Give a host's name, such as pc-4711 or pc-4711.example.org, with at most one * at an end.",
                    $"hosts/{position}"));
    }
}
