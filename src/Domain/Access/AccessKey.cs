using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Access;

/// <summary>An access key, without its secret: that was shown once, when it was made.</summary>
public sealed record AccessKey
{
    /// <summary>How many characters a key's name may have.</summary>
    public const int NameLengthMax = 200;

    /// <summary>Names the key in requests, lists and records: 16 letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public required string Name { get; init; }

    /// <summary>In whose name its holder acts.</summary>
    public required string Owner { get; init; }

    /// <summary>What its holder is there for: one at least.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Of which hosts its holder may send events, see <see cref="HostScope"/>; empty for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What is kept of its secret.</summary>
    public required SecretHash Secret { get; init; }

    /// <summary>What is kept of the secret before; null if it was not rotated.</summary>
    public SecretHash? PreviousSecret { get; init; }

    /// <summary>Until when the secret before is taken, too.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends by itself; null if never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it got another secret last.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>When it was used last, to the minute or so; null if never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>From which address it was used last.</summary>
    public string? LastUsedFrom { get; init; }

    /// <summary>How often it was changed, 1 when it is made.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>What it is at that time.</summary>
    public KeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked
        : ExpiresAt <= now ? KeyState.Expired
        : KeyState.Active;

    /// <summary>Whether the secret is the key's at that time.</summary>
    public bool IsOpenedBy(string secret, DateTimeOffset now)
    {
        // Both are always compared: which of them was right is nobody's business.
        var isCurrent = Secret.IsOf(secret);
        var isPrevious = (PreviousSecret ?? Secret).IsOf(secret);
        return isCurrent | (isPrevious & PreviousUntil > now);
    }

    /// <summary>Who sends a request with it.</summary>
    public Caller Caller => new(Owner, Id, Roles, HostScope.Of(Hosts));

    /// <summary>The key with another secret, while the old one is taken for some time.</summary>
    public AccessKey Rotate(SecretHash secret, TimeSpan overlap, DateTimeOffset now) => this with
    {
        Secret = secret,
        PreviousSecret = overlap > TimeSpan.Zero ? Secret : null,
        PreviousUntil = overlap > TimeSpan.Zero ? now + overlap : null,
        RotatedAt = now,
        Revision = Revision + 1,
    };

    /// <summary>The key after it was revoked; it stays in the list, for the records speak of it.</summary>
    public AccessKey Revoke(string actor, DateTimeOffset now) => RevokedAt is not null ? this : this with
    {
        RevokedAt = now,
        RevokedBy = actor,
        PreviousSecret = null,
        PreviousUntil = null,
        Revision = Revision + 1,
    };
}

/// <summary>Whether a key lets anybody in.</summary>
public enum KeyState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody took it back.</summary>
    Revoked,
}
