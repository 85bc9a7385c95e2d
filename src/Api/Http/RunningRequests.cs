using System.Collections.Concurrent;

namespace DetectionApi.Api.Http;

/// <summary>The requests with an idempotency key that are being carried out.</summary>
internal sealed class RunningRequests
{
    private readonly ConcurrentDictionary<(string Actor, string Key), UInt128> _running = [];

    /// <summary>Notes that a request is being carried out.</summary>
    /// <returns>Null, or the fingerprint of the request which somebody calls by the same key and which runs
    /// already.</returns>
    public UInt128? Begin(string actor, string key, UInt128 request)
    {
        while (!_running.TryAdd((actor, key), request))
            if (_running.TryGetValue((actor, key), out var other)) return other;

        return null;
    }

    /// <summary>Notes that it has been carried out, or has failed.</summary>
    public void End(string actor, string key) => _running.TryRemove((actor, key), out _);
}
