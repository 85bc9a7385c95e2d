using System.Collections.Concurrent;
using System.Collections.Frozen;
using DetectionApi.Domain.Access;
using DetectionApi.Persistence.Access;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>The access keys in memory, as every request needs them.</summary>
internal sealed class KeyRing(
    AccessKeyStore store, IOptions<AccessOptions> access, IOptions<OpenIdConnectOptions> tokens, TimeProvider time)
    : IDisposable
{
    private static readonly FrozenDictionary<string, KnownKey> None = FrozenDictionary<string, KnownKey>.Empty;

    private readonly ConcurrentDictionary<string, KeyUse> _uses = new();

    // Whoever read first must not be the last to write: what he read may be what was.
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private FrozenDictionary<string, KnownKey> _keys = None;
    private long _stamp;

    /// <summary>Another number after keys were made or changed.</summary>
    public long Stamp => Interlocked.Read(ref _stamp);

    /// <summary>Whether requests must show a key or a token.</summary>
    /// <remarks>
    /// A key that has ended or was revoked counts, too: the door must not open by itself when the last one ends.
    /// </remarks>
    public bool IsNeeded => access.Value.Anonymous switch
    {
        { } anonymous => !anonymous,
        null => _keys.Count > 0 || tokens.Value.IsOn || access.Value.ClientCertificateAuthorities is not null,
    };

    /// <summary>Whether there is any way in for somebody who is not on this computer.</summary>
    public bool LetsAnybodyIn => access.Value.Anonymous is not true
        && (tokens.Value.IsOn || access.Value.ClientCertificateAuthorities is not null
            || _keys.Values.Any(known => known.Key.StateAt(time.GetUtcNow()) is KeyState.Active));

    /// <summary>The key of that id and who its holder is; null if there is none.</summary>
    public KnownKey? Find(string id) => _keys.GetValueOrDefault(id);

    /// <summary>Remembers that the key was used.</summary>
    public void Note(string id, string? from) => _uses[id] = new KeyUse(time.GetUtcNow(), from);

    /// <summary>When the key was used last, if that is not stored yet.</summary>
    public KeyUse? UnstoredUseOf(string id) => _uses.GetValueOrDefault(id);

    /// <summary>Reads the keys anew, if some process made or changed one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (await store.StampAsync(cancellationToken) == Stamp) return;

            var keys = await store.AllAsync(cancellationToken);
            Volatile.Write(ref _keys, keys.ToFrozenDictionary(key => key.Id, key => new KnownKey(key, key.Caller)));
            Interlocked.Exchange(ref _stamp, keys.Sum(key => (long)key.Revision));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    /// <summary>Stores when keys were used.</summary>
    public async Task StoreUsesAsync(CancellationToken cancellationToken)
    {
        var uses = _uses.ToDictionary();
        if (uses.Count == 0) return;

        await store.NoteUsesAsync(uses, cancellationToken);
        foreach (var use in uses) _uses.TryRemove(use);
    }
}

/// <summary>A key, and who its holder is.</summary>
internal sealed record KnownKey(AccessKey Key, Caller Caller);
