using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Access;

/// <summary>Who sends a request, after what he showed was believed.</summary>
/// <param name="Actor">In whose name he acts: the owner of the key or token.</param>
/// <param name="KeyId">The key; null for a token, a certificate, or nobody in particular.</param>
/// <param name="Roles">What he is there for.</param>
/// <param name="Hosts">Of which hosts he may send events; null for all.</param>
public sealed record Caller(string Actor, string? KeyId, IReadOnlyCollection<Role> Roles, HostScope? Hosts)
{
    /// <summary>Somebody on this computer while nobody needs a key: he may do everything.</summary>
    public static Caller OfThisComputer(string? name) => new(name ?? ActorName.Local, null, [Role.Admin], null);

    /// <summary>Whether he may do it.</summary>
    public bool May(Permission permission) => Grants.Allow(Roles, permission);
}
