using System.Text;
using DetectionApi.Domain.Access;
using DetectionApi.Persistence.Access;

namespace DetectionApi.Api.Access;

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for, in 1 to 200 characters of one line.</param>
/// <param name="Owner">In whose name its holder acts: it stands in every record, and nobody approves what he wrote
/// himself, whichever of his keys he does it with.</param>
/// <param name="Roles">What its holder is there for, one at least.</param>
/// <param name="Hosts">Of which hosts it may send events, each a name with at most one `*` at an end; only with the
/// role `ingest` alone. Empty or left out for all.</param>
/// <param name="ExpiresAt">When it ends by itself; null or left out for never.</param>
internal sealed record KeyRequest(
    string? Name, string? Owner, IReadOnlyList<Role>? Roles, IReadOnlyList<string?>? Hosts,
    DateTimeOffset? ExpiresAt);

/// <summary>How a key is given another secret.</summary>
/// <param name="OverlapHours">For how many hours the old secret is taken, too: 0 to 720, 24 unless given. 0 for a
/// secret that somebody else may know.</param>
internal sealed record KeyRotation(int? OverlapHours)
{
    public const int HoursUnlessGiven = 24;
}

/// <summary>A key, without its secret.</summary>
/// <param name="Id">Names the key; the user of `Basic`.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">In whose name its holder acts.</param>
/// <param name="Roles">What its holder is there for.</param>
/// <param name="Hosts">Of which hosts it may send events; empty for all.</param>
/// <param name="State">Whether it lets anybody in.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">When it ends by itself; null for never.</param>
/// <param name="RotatedAt">When it got its present secret, if that is not the first.</param>
/// <param name="PreviousUntil">Until when the secret before is taken, too.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="RevokedBy">Who revoked it.</param>
/// <param name="LastUsedAt">When it was used last, to the minute or so after a restart; null if never.</param>
/// <param name="LastUsedFrom">From which address it was used last.</param>
internal record KeyResponse(
    string Id, string Name, string Owner, IReadOnlyList<Role> Roles, IReadOnlyList<string> Hosts, KeyState State,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RotatedAt,
    DateTimeOffset? PreviousUntil, DateTimeOffset? RevokedAt, string? RevokedBy, DateTimeOffset? LastUsedAt,
    string? LastUsedFrom)
{
    public static KeyResponse Of(AccessKey key, KeyUse? use, DateTimeOffset now) => new(
        key.Id, key.Name, key.Owner, key.Roles, key.Hosts, key.StateAt(now), key.CreatedAt, key.CreatedBy,
        key.ExpiresAt, key.RotatedAt, key.PreviousUntil > now ? key.PreviousUntil : null, key.RevokedAt, key.RevokedBy,
        use?.At ?? key.LastUsedAt, use is null ? key.LastUsedFrom : use.From);
}

/// <summary>A key with its secret, which is shown this once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">Its secret; the password of `Basic`.</param>
/// <param name="Encoded">Base64 of id and secret, as `ApiKey` and `Bearer` take it.</param>
internal sealed record NewKeyResponse(KeyResponse Key, string Secret, string Encoded)
{
    public static NewKeyResponse Of(AccessKey key, string secret, DateTimeOffset now) => new(
        KeyResponse.Of(key, null, now), secret, EncodedOf(key.Id, secret));

    /// <summary>As <c>ApiKey</c> and <c>Bearer</c> take it.</summary>
    public static string EncodedOf(string id, string secret) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));
}
