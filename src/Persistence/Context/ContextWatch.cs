using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;

namespace DetectionApi.Persistence.Context;

/// <summary>Tells which alerts new context is about, so that their investigation can be made again.</summary>
public sealed class ContextWatch
{
    /// <summary>How many alerts are watched: those that asked last.</summary>
    public const int AlertsMax = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<uint, HashSet<string>> _alertsByKey = [];
    private readonly Dictionary<string, uint[]> _keysByAlert = [];
    private readonly Queue<string> _oldestFirst = [];
    private readonly HashSet<string> _touched = [];
    private TaskCompletionSource _signal = NewSignal();

    /// <summary>Watches for context of an alert, in place of what was watched for it before.</summary>
    public void Watch(string alertId, IEnumerable<ContextKey> keys)
    {
        var hashes = keys.Select(key => key.Hash).Distinct().ToArray();
        lock (_lock)
        {
            var isKnown = Remove(alertId);
            _keysByAlert.Add(alertId, hashes);
            foreach (var hash in hashes)
            {
                ref var alerts = ref CollectionsMarshal.GetValueRefOrAddDefault(_alertsByKey, hash, out _);
                (alerts ??= []).Add(alertId);
            }

            if (!isKnown) _oldestFirst.Enqueue(alertId);
            while (_oldestFirst.Count > AlertsMax) Remove(_oldestFirst.Dequeue());
        }
    }

    /// <summary>Watches for an alert no more.</summary>
    public void Forget(string alertId)
    {
        lock (_lock) Remove(alertId);
    }

    /// <summary>The alerts that new context is about, since this was asked last.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        lock (_lock)
        {
            IReadOnlyList<string> touched = [.. _touched];
            _touched.Clear();
            if (_signal.Task.IsCompleted) _signal = NewSignal();
            return touched;
        }
    }

    /// <summary>Waits until there is such an alert.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _signal.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Notes which alerts the segments are about.</summary>
    internal void Arrived(IEnumerable<ContextSegment> segments)
    {
        lock (_lock)
        {
            if (_alertsByKey.Count == 0) return;

            foreach (var segment in segments)
                foreach (var key in MemoryMarshal.Cast<byte, uint>(segment.Keys))
                    if (_alertsByKey.TryGetValue(key, out var alerts)) _touched.UnionWith(alerts);

            if (_touched.Count > 0) _signal.TrySetResult();
        }
    }

    private bool Remove(string alertId)
    {
        if (!_keysByAlert.Remove(alertId, out var hashes)) return false;

        foreach (var hash in hashes)
        {
            var alerts = _alertsByKey[hash];
            alerts.Remove(alertId);
            if (alerts.Count == 0) _alertsByKey.Remove(hash);
        }

        return true;
    }

    // Whoever stores must not be the one on whose thread the watcher goes on.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
