using DetectionApi.Domain.Access;

namespace DetectionApi.DomainTests.AccessTests;

/// <summary>Which secret opens a key when.</summary>
public sealed class AccessKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_secret_opens_its_key_and_no_other()
    {
        var (secret, key) = Make();

        Assert.True(key.IsOpenedBy(secret, Now));
        Assert.False(key.IsOpenedBy(secret + " ", Now));
        Assert.False(key.IsOpenedBy("", Now));
        Assert.False(Make().Key.IsOpenedBy(secret, Now));
    }

    [Fact]
    public void The_same_secret_is_kept_differently_each_time()
    {
        var (one, other) = (SecretHash.Of("secret"), SecretHash.Of("secret"));

        Assert.NotEqual(one, other);
        Assert.True(one.IsOf("secret") && other.IsOf("secret"));
        Assert.Equal(one, SecretHash.FromBytes(one.ToBytes()));
        Assert.DoesNotContain("secret", Convert.ToBase64String(one.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_the_old_secret_holds_until_the_overlap_ends()
    {
        var (old, key) = Make();
        var (fresh, hash) = SecretHash.Make();
        var rotated = key.Rotate(hash, TimeSpan.FromHours(1), Now);

        Assert.True(rotated.IsOpenedBy(fresh, Now));
        Assert.True(rotated.IsOpenedBy(old, Now.AddMinutes(59)));
        Assert.False(rotated.IsOpenedBy(old, Now.AddHours(1)));
        Assert.False(key.Rotate(hash, TimeSpan.Zero, Now).IsOpenedBy(old, Now));
    }

    [Fact]
    public void A_revoked_key_forgets_the_overlap_and_stays_revoked_by_the_first()
    {
        var (old, key) = Make();
        var revoked = key.Rotate(SecretHash.Make().Hash, TimeSpan.FromHours(1), Now).Revoke("j.doe", Now);

        Assert.Equal(KeyState.Revoked, revoked.StateAt(Now));
        Assert.False(revoked.IsOpenedBy(old, Now));
        Assert.Equal("j.doe", revoked.Revoke("m.weber", Now.AddDays(1)).RevokedBy);
    }

    [Fact]
    public void It_ends_at_the_moment_that_it_says()
    {
        var key = Make().Key with { ExpiresAt = Now };

        Assert.Equal(KeyState.Active, key.StateAt(Now.AddMilliseconds(-1)));
        Assert.Equal(KeyState.Expired, key.StateAt(Now));
    }

    [Fact]
    public void Every_permission_but_the_open_one_is_somebodys_and_admins_have_all()
    {
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.True(Grants.Allow([Role.Admin], permission)));
        Assert.Equal([Permission.Open], Enum.GetValues<Permission>().Where(p => Grants.Allow([], p)));
        Assert.Equal([Role.Approver, Role.Admin], Grants.RolesWith(Permission.Approve));
        Assert.Equal([Role.Admin], Grants.RolesWith(Permission.Administer));
        Assert.Equal([Role.Ingest, Role.Admin], Grants.RolesWith(Permission.Ingest));
    }

    private static (string Secret, AccessKey Key) Make()
    {
        var (secret, hash) = SecretHash.Make();
        return (secret, new AccessKey
        {
            Id = "id", Name = "name", Owner = "j.doe", Roles = [Role.Read], Secret = hash, CreatedAt = Now,
            CreatedBy = "tests",
        });
    }
}
