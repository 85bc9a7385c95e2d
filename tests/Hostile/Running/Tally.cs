using System.Collections.Concurrent;

namespace DetectionApi.Hostile.Running;

/// <summary>Counts what was tried and what came of it; several may count at once.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<(string Door, string Outcome), int> _counts = [];
    private readonly ConcurrentBag<string> _faults = [];
    private readonly ConcurrentBag<(int Number, TimeSpan Time)> _slow = [];
    private long _slowest;

    /// <summary>What went wrong, with what it went wrong on.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Inputs that took long, with the machine busy.</summary>
    public IReadOnlyCollection<(int Number, TimeSpan Time)> Slow => _slow;

    public void Count(string door, string outcome) =>
        _counts.AddOrUpdate((door, outcome), 1, static (_, count) => count + 1);

    public void Fault(string fault) => _faults.Add(fault);

    /// <summary>Notes how long an input took.</summary>
    public void Took(int number, TimeSpan time, TimeSpan most)
    {
        if (time > most) _slow.Add((number, time));
        var before = Interlocked.Read(ref _slowest);
        while (time.Ticks > before)
            before = Interlocked.CompareExchange(ref _slowest, time.Ticks, before) is var seen && seen == before
                ? time.Ticks
                : seen;
    }

    /// <summary>A line for each door.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var door in _counts.GroupBy(count => count.Key.Door).OrderBy(door => door.Key, StringComparer.Ordinal))
            yield return $"hostile: {door.Key,-9} {door.Sum(count => count.Value),7}  " + string.Join(
                ", ",
                door.OrderBy(count => count.Key.Outcome, StringComparer.Ordinal)
                    .Select(count => $"{count.Key.Outcome}: {count.Value}"));

        yield return $"hostile: the slowest took {TimeSpan.FromTicks(_slowest).TotalMilliseconds:F0} ms";
    }
}
