using System.Security.Cryptography;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Access;

namespace DetectionApi.Api.Access;

/// <summary>Makes, rotates and revokes keys, the same way from the command line and over HTTP.</summary>
internal sealed class KeyMaker(AccessKeyStore store, KeyRing keys, TimeProvider time)
{
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 16;

    /// <summary>What is wrong with a key that is to be made.</summary>
    public IReadOnlyList<KeyFault> FaultsOf(KeyRequest request) => KeyRules.FaultsOf(
        request.Name, request.Owner, request.Roles ?? [], request.Hosts ?? [], request.ExpiresAt, time.GetUtcNow());

    /// <summary>Makes a key of which nothing is wrong.</summary>
    public async Task<(AccessKey Key, string Secret)> AddAsync(
        KeyRequest request, string actor, CancellationToken cancellationToken)
    {
        var (secret, hash) = SecretHash.Make();
        var key = new AccessKey
        {
            Id = RandomNumberGenerator.GetString(IdLetters, IdLength),
            Name = request.Name!.Trim(),
            Owner = request.Owner!,
            Roles = [.. request.Roles!.Distinct().Order()],
            Hosts = [.. (request.Hosts ?? []).Select(host => host!.ToLowerInvariant()).Distinct()],
            Secret = hash,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = actor,
            ExpiresAt = request.ExpiresAt,
        };
        await store.AddAsync(key, cancellationToken);
        await keys.RefreshAsync(CancellationToken.None);
        return (key, secret);
    }

    /// <summary>Gives a key another secret.</summary>
    /// <param name="id">The key.</param>
    /// <param name="revision">The revision that it is meant for; null for whatever it is.</param>
    /// <param name="overlap">How long the old secret is taken, too.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <returns>The key, whether the revision was the one, and the new secret if it has one.</returns>
    public async Task<(AccessKey Key, bool IsMeant, string? Secret)?> RotateAsync(
        string id, int? revision, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var (secret, hash) = SecretHash.Make();
        var now = time.GetUtcNow();
        var isActive = false;
        var changed = await store.ChangeAsync(
            id, revision,
            key =>
            {
                isActive = key.StateAt(now) is KeyState.Active;
                return isActive ? key.Rotate(hash, overlap, now) : key;
            },
            cancellationToken);
        await keys.RefreshAsync(CancellationToken.None);
        return changed is not var (key, isMeant) ? null : (key, isMeant, isMeant && isActive ? secret : null);
    }

    /// <summary>Revokes a key; that it was revoked before is no fault.</summary>
    /// <inheritdoc cref="AccessKeyStore.ChangeAsync"/>
    public async Task<(AccessKey Key, bool IsMeant)?> RevokeAsync(
        string id, int? revision, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = await store.ChangeAsync(id, revision, key => key.Revoke(actor, now), cancellationToken);
        await keys.RefreshAsync(CancellationToken.None);
        return changed;
    }

    /// <summary>Why a key gets no other secret.</summary>
    public static string WhyNotRotated(AccessKey key, DateTimeOffset now) =>
        $"The key {key.Id} is {Words.Of(key.StateAt(now))} and gets no other secret; make a new one.";
}
