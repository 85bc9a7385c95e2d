using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;

namespace DetectionApi.Persistence.Context;

/// <summary>The earliest events of a search.</summary>
/// <param name="Events">In the order of event time.</param>
/// <param name="IsCut">True if there are later ones that were left out.</param>
public sealed record EarliestEvents(IReadOnlyList<ContextEvent> Events, bool IsCut)
{
    /// <summary>Nothing was found.</summary>
    public static EarliestEvents None { get; } = new([], IsCut: false);
}

/// <summary>Keeps of each kind the earliest events, each once.</summary>
internal sealed class EarliestByKind(int limit)
{
    private readonly Dictionary<string, PriorityQueue<ContextEvent, (DateTimeOffset At, UInt128 Key)>> _byKind = [];
    private readonly HashSet<EventKey> _kept = [];
    private bool _isCut;

    // The latest comes first: it is the one that has to go.
    private static readonly Comparer<(DateTimeOffset At, UInt128 Key)> LatestFirst =
        Comparer<(DateTimeOffset, UInt128)>.Create((one, other) => other.CompareTo(one));

    /// <summary>Takes an event if it is among the earliest so far.</summary>
    public void Add(string kind, ContextEvent e)
    {
        if (!_byKind.TryGetValue(kind, out var latestFirst)) _byKind.Add(kind, latestFirst = new(LatestFirst));
        if (!_kept.Add(e.Key)) return;

        latestFirst.Enqueue(e, (e.At, e.Key.Value));
        if (latestFirst.Count <= limit) return;

        _kept.Remove(latestFirst.Dequeue().Key);
        _isCut = true;
    }

    /// <summary>All that was kept.</summary>
    public EarliestEvents ToEvents() => new(
        [
            .. _byKind.Values.SelectMany(kind => kind.UnorderedItems).Select(item => item.Element)
                .OrderBy(e => e.At).ThenBy(e => e.Key.Value),
        ],
        _isCut);
}
