namespace DetectionApi.Domain.Alerts;

/// <summary>When one rule raised alerts: decides whether it may raise another.</summary>
/// <remarks>
/// Counted in event time and over any interval, not over fixed ones, so that the answer depends neither on the clock of
/// the service nor on where an interval happens to begin, and a backlog is judged like a live stream.
/// </remarks>
public sealed class RaisedTimes
{
    private readonly List<DateTimeOffset> _ascending;

    /// <summary>Begins with the times that are known, in any order.</summary>
    public RaisedTimes(IEnumerable<DateTimeOffset> known) => _ascending = [.. known.Order()];

    /// <summary>True if afterwards no interval of that length would hold more than the most.</summary>
    /// <param name="at">When the alert in question was first seen.</param>
    /// <param name="interval">The length of an interval, end excluded.</param>
    /// <param name="alertsMax">How many alerts it may hold.</param>
    public bool Admit(DateTimeOffset at, TimeSpan interval, int alertsMax)
    {
        // If `alertsMax` alerts in a row and this one fit into one interval, it would be one too many.
        // One at exactly `at - interval` is too far away to count, so it does not matter which of several is found.
        var found = _ascending.BinarySearch(at - interval);
        var first = found < 0 ? ~found : found;
        for (var last = first + alertsMax - 1; last < _ascending.Count; first++, last++)
        {
            if (_ascending[first] >= at + interval) break;
            var from = at < _ascending[first] ? at : _ascending[first];
            var to = at > _ascending[last] ? at : _ascending[last];
            if (to - from < interval) return false;
        }

        return true;
    }

    /// <summary>Notes that an alert was raised.</summary>
    public void Add(DateTimeOffset at)
    {
        var index = _ascending.BinarySearch(at);
        _ascending.Insert(index < 0 ? ~index : index, at);
    }
}
