using System.Runtime.InteropServices;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>Which alerts still miss what the context may yet bring: a process start or a signer.</summary>
/// <remarks>Used by the one writer only, while it holds the gate.</remarks>
internal sealed class AwaitedFacts
{
    /// <summary>How many alerts of the queue are remembered, and how many others: those that were made last.</summary>
    public const int AlertsMax = 20_000;

    // One event may be what thousands of alerts miss, and other batches wait meanwhile.
    private const int DuePerCommit = 500;

    private readonly Dictionary<uint, HashSet<string>> _alertsByKey = [];
    private readonly Dictionary<string, uint[]> _keysByAlert = [];
    private readonly Queue<string> _raised = [];
    private readonly Queue<string> _others = [];
    private readonly Queue<string> _due = [];
    private readonly HashSet<string> _isDue = [];

    /// <summary>Remembers what an alert misses, in place of what it missed before.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="host">The name of its host.</param>
    /// <param name="source">What is known of its process.</param>
    /// <param name="isRaised">True if it stands in the queue: no flood of others pushes such alerts out.</param>
    public void Await(string alertId, string host, SourceProcess source, bool isRaised)
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

        var oldestFirst = isRaised ? _raised : _others;
        if (!isKnown) oldestFirst.Enqueue(alertId);
        while (oldestFirst.Count > AlertsMax) Forget(oldestFirst.Dequeue());
    }

    /// <summary>
    /// True if some alert misses what has exactly that key: then it was looked for, and it has not come since.
    /// </summary>
    /// <remarks>A host and process id are given again and again: what one alert found unfit may be another's.</remarks>
    public bool IsAwaited(ContextKey key) =>
        key.Kind is not ContextKeyKind.StartId && _alertsByKey.ContainsKey(key.Hash);

    /// <summary>What some alert misses and the segments may bring.</summary>
    public IReadOnlySet<uint> Arriving(IEnumerable<ContextSegment> segments)
    {
        var arriving = new HashSet<uint>();
        if (_alertsByKey.Count == 0) return arriving;

        foreach (var segment in segments)
            foreach (var key in MemoryMarshal.Cast<byte, uint>(segment.Facts))
                if (_alertsByKey.ContainsKey(key)) arriving.Add(key);

        return arriving;
    }

    /// <summary>Alerts that miss any of that or of what arrived before, as many as one commit may look after.</summary>
    public IReadOnlyList<string> TakeDue(IEnumerable<uint> arriving)
    {
        foreach (var alert in arriving.SelectMany(key => _alertsByKey[key]))
            if (_isDue.Add(alert)) _due.Enqueue(alert);

        var taken = new List<string>();
        while (taken.Count < DuePerCommit && _due.TryDequeue(out var alert))
        {
            _isDue.Remove(alert);
            taken.Add(alert);
        }

        return taken;
    }

    /// <summary>Puts back what was taken and could not be looked after.</summary>
    public void ReturnDue(IEnumerable<string> taken)
    {
        foreach (var alert in taken)
            if (_isDue.Add(alert)) _due.Enqueue(alert);
    }

    /// <summary>True if alerts wait for their turn.</summary>
    public bool HasDue => _due.Count > 0;

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
