namespace DetectionApi.Domain.Context;

/// <summary>The keys that are looked for, found by their hashes.</summary>
public sealed class ContextKeySet
{
    private readonly Dictionary<uint, List<ContextKey>> _byHash = [];

    /// <summary>A set of the keys; the same key twice is no harm.</summary>
    public ContextKeySet(IEnumerable<ContextKey> keys)
    {
        foreach (var key in keys)
        {
            if (!_byHash.TryGetValue(key.Hash, out var same)) _byHash.Add(key.Hash, same = []);
            same.Add(key);
        }
    }

    /// <summary>The hashes, each once.</summary>
    public IReadOnlyCollection<uint> Hashes => _byHash.Keys;

    /// <summary>True if a key with that hash is looked for.</summary>
    public bool Contains(uint hash) => _byHash.ContainsKey(hash);

    /// <summary>No longer looks for keys with that hash.</summary>
    public void Remove(uint hash) => _byHash.Remove(hash);

    /// <summary>True if the record has one of the keys, not only its hash.</summary>
    internal bool HasAnyOf(ContextRecord record, Span<uint> place)
    {
        foreach (var hash in place[..ContextKeys.HashesOf(record, place)])
        {
            if (!_byHash.TryGetValue(hash, out var keys)) continue;
            foreach (var key in keys)
                if (ContextKeys.Has(record, key)) return true;
        }

        return false;
    }
}
