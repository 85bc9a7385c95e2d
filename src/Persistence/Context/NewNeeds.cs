using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Context;

/// <summary>What alerts have come to need of the context since a sweep asked which alerts there are.</summary>
/// <remarks>Used while the gate is held: by the one writer, and by the sweep in its turns.</remarks>
internal sealed class NewNeeds
{
    private HashSet<uint>? _hashes;

    /// <summary>The hashes of the keys that were added since watching began.</summary>
    public IEnumerable<uint> Hashes => _hashes ?? [];

    /// <summary>Begins to watch.</summary>
    public void Watch() => _hashes = [];

    /// <summary>Ends watching, so that nothing piles up between sweeps.</summary>
    public void Rest() => _hashes = null;

    /// <summary>Notes an alert that was begun or learned something.</summary>
    public void Add(Alert alert) =>
        _hashes?.UnionWith(ContextNeeds.Of(alert.Host.Name, alert.Source).Select(key => key.Hash));
}
