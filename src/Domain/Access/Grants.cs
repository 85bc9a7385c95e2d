using System.Collections.Frozen;

namespace DetectionApi.Domain.Access;

/// <summary>Which role may do what.</summary>
public static class Grants
{
    private static readonly FrozenDictionary<Role, Permission[]> OfRole = new Dictionary<Role, Permission[]>
    {
        [Role.Ingest] = [Permission.Ingest],
        [Role.Read] = [Permission.Read],
        [Role.Analyst] = [Permission.Read, Permission.Triage, Permission.EditExceptions],
        [Role.Approver] = [Permission.Read, Permission.Triage, Permission.EditExceptions, Permission.Approve],
        [Role.Engineer] = [Permission.Read, Permission.Configure],
        [Role.Admin] = Enum.GetValues<Permission>(),
    }.ToFrozenDictionary();

    /// <summary>Whether one of the roles may do it. <see cref="Permission.Open"/> needs none.</summary>
    public static bool Allow(IReadOnlyCollection<Role> roles, Permission permission)
    {
        if (permission is Permission.Open) return true;

        foreach (var role in roles)
            if (OfRole[role].AsSpan().Contains(permission)) return true;
        return false;
    }

    /// <summary>The roles that may do it, the least first.</summary>
    public static IReadOnlyList<Role> RolesWith(Permission permission) =>
        [.. Enum.GetValues<Role>().Where(role => Allow([role], permission))];
}
