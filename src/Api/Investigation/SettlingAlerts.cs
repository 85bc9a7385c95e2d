namespace DetectionApi.Api.Investigation;

/// <summary>
/// Which alerts are to be looked at again, and when: as soon as enough time has passed to tell that nothing happened.
/// </summary>
/// <remarks>Used by one at a time.</remarks>
internal sealed class SettlingAlerts
{
    private readonly PriorityQueue<string, DateTimeOffset> _queue = new();
    private readonly Dictionary<string, DateTimeOffset> _settlesAt = [];

    /// <summary>When the next one is due; null if none is waited for.</summary>
    public DateTimeOffset? NextAt => _queue.TryPeek(out _, out var at) ? at : null;

    /// <summary>Waits for an alert until then, in place of what was waited for before.</summary>
    public void Await(string alertId, DateTimeOffset settlesAt)
    {
        // Of one that is waited for already, only its first place in the queue counts.
        if (_settlesAt.TryAdd(alertId, settlesAt)) _queue.Enqueue(alertId, settlesAt);
        else _settlesAt[alertId] = settlesAt;
    }

    /// <summary>The alerts that are due.</summary>
    public IReadOnlyList<string> TakeDue(DateTimeOffset now)
    {
        var due = new List<string>();
        while (_queue.TryPeek(out var alertId, out var at) && at <= now)
        {
            _queue.Dequeue();
            var settlesAt = _settlesAt[alertId];
            if (settlesAt > now)
            {
                _queue.Enqueue(alertId, settlesAt);
                continue;
            }

            _settlesAt.Remove(alertId);
            due.Add(alertId);
        }

        return due;
    }
}
