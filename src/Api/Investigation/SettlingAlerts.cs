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
        // Who is waited for until then or sooner has his place in the queue; when that is due it is looked at anew.
        if (!_settlesAt.TryGetValue(alertId, out var known) || settlesAt < known) _queue.Enqueue(alertId, settlesAt);
        _settlesAt[alertId] = settlesAt;
    }

    /// <summary>The alerts that are due.</summary>
    public IReadOnlyList<string> TakeDue(DateTimeOffset now)
    {
        var due = new List<string>();
        while (_queue.TryPeek(out var alertId, out var at) && at <= now)
        {
            _queue.Dequeue();
            if (!_settlesAt.TryGetValue(alertId, out var settlesAt)) continue;
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
