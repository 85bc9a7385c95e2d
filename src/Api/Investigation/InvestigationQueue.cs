namespace DetectionApi.Api.Investigation;

/// <summary>How soon an alert is to be looked into.</summary>
internal enum Urgency
{
    /// <summary>Nobody looked into it yet, and it stands in the queue.</summary>
    New,

    /// <summary>It changed, or something came to light about it.</summary>
    Changed,

    /// <summary>It stands not in the queue, for its rule had raised its most.</summary>
    Overflow,
}

/// <summary>The alerts that wait to be looked into, each once, the most urgent first, then in order.</summary>
/// <remarks>Used by one at a time.</remarks>
internal sealed class InvestigationQueue
{
    private readonly PriorityQueue<string, (Urgency Urgency, long Order)> _queue = new();
    private readonly Dictionary<string, Urgency> _waiting = [];
    private long _order;

    /// <summary>Adds an alert, or makes it more urgent.</summary>
    public void Add(string alertId, Urgency urgency)
    {
        if (_waiting.TryGetValue(alertId, out var known) && known <= urgency) return;

        _waiting[alertId] = urgency;
        _queue.Enqueue(alertId, (urgency, _order++));
    }

    /// <summary>The next alerts.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<string> Take(int count)
    {
        var taken = new List<string>();
        while (taken.Count < count && _queue.TryDequeue(out var alertId, out _))
            if (_waiting.Remove(alertId)) taken.Add(alertId);

        return taken;
    }
}
