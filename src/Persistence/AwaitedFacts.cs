using System.Runtime.InteropServices;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>Which alerts still miss what the context may yet bring: a process start or a signer.</summary>
/// <remarks>Used by the one writer only, while it holds the gate.</remarks>
internal sealed class AwaitedFacts
{
    /// <summary>How many alerts are remembered: those that were made last.</summary>
    public const int AlertsMax = 20_000;

    private readonly Dictionary<uint, HashSet<string>> _alertsByKey = [];
    private readonly Dictionary<string, uint[]> _keysByAlert = [];
    private readonly Queue<string> _oldestFirst = [];

    /// <summary>Remembers what an alert misses, in place of what it missed before.</summary>
    public void Await(string alertId, string host, SourceProcess source)
    {
        var isKnown = Forget(alertId);
        var keys = SourceFacts.KeysOf(host, source).Select(key => key.Hash).Distinct().ToArray();
        if (keys.Length == 0) return;

        _keysByAlert.Add(alertId, keys);
        foreach (var key in keys)
        {
            ref var alerts = ref CollectionsMarshal.GetValueRefOrAddDefault(_alertsByKey, key, out _);
            (alerts ??= []).Add(alertId);
        }

        if (!isKnown) _oldestFirst.Enqueue(alertId);
        while (_oldestFirst.Count > AlertsMax) Forget(_oldestFirst.Dequeue());
    }

    /// <summary>The alerts for which the segments may bring something.</summary>
    public IReadOnlyCollection<string> AlertsAwaiting(IEnumerable<ContextSegment> segments)
    {
        var alerts = new HashSet<string>();
        if (_alertsByKey.Count == 0) return alerts;

        foreach (var segment in segments)
            foreach (var key in MemoryMarshal.Cast<byte, uint>(segment.Keys))
                if (_alertsByKey.TryGetValue(key, out var awaiting)) alerts.UnionWith(awaiting);

        return alerts;
    }

    private bool Forget(string alertId)
    {
        if (!_keysByAlert.Remove(alertId, out var keys)) return false;

        foreach (var key in keys)
        {
            var alerts = _alertsByKey[key];
            alerts.Remove(alertId);
            if (alerts.Count == 0) _alertsByKey.Remove(key);
        }

        return true;
    }
}
