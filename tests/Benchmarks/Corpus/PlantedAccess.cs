namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Accesses by direct system calls that are one behaviour of one process: they fold into one alert.</summary>
/// <param name="Count">How many events.</param>
/// <param name="Kind">Which behaviour.</param>
internal sealed record PlantedAccess(int Count, int Kind)
{
    private const int OfAgent = -1;
    private const int Behaviours = 3;

    /// <summary>True if it is the security product's: its process lives on, and so does its alert.</summary>
    public bool IsByAgent => Kind == OfAgent;

    /// <summary>The behaviours that together have so many events.</summary>
    public static IReadOnlyList<PlantedAccess> Groups(int events)
    {
        if (events == 0) return [];

        var groups = new List<PlantedAccess> { new(1, OfAgent) };
        for (var left = events - 1; left > 0; left -= groups[^1].Count)
        {
            var kind = (groups.Count - 1) % Behaviours;
            groups.Add(new PlantedAccess(Math.Min(left, 1 + kind), kind));
        }

        return groups;
    }

    /// <summary>One of its events.</summary>
    public EventField[] Opened(LiveProcess source, Cast cast, Random random) => Kind switch
    {
        OfAgent => SysmonEvents.Opened(source, cast.OfLsass, "0x1410", CallTraces.Unbacked(random)),
        0 => SysmonEvents.Opened(source, cast.OfLsass, "0x1010", CallTraces.Unbacked(random)),
        1 => SysmonEvents.Opened(
            source, cast.OfLsass, "0x1fffff", CallTraces.Through(source.Program.Path, random)),
        _ => SysmonEvents.Opened(
            source, cast.OfLsass, "0x1fffff", CallTraces.Through(@"C:\Users\Public\Downloads\plugin.dll", random)),
    };
}
