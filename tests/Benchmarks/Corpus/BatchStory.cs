namespace DetectionApi.Benchmarks.Corpus;

/// <summary>What happens on one computer during one batch.</summary>
internal sealed class BatchStory
{
    // Right after its start a process maps its own image; everything else it does comes later.
    private const double UntilOwnImage = 0.00001;
    private const double UntilAction = 0.0001;

    private static readonly string[] QueryMasks = ["0x1000", "0x1400", "0x1410", "0x101000", "0x1478"];

    private readonly Random _random;
    private readonly Cast _cast;
    private readonly List<PlannedEvent> _events = [];

    /// <summary>Tells a story.</summary>
    /// <param name="seed">The beginning of its chance.</param>
    /// <param name="boots">True if the computer's residents start in it.</param>
    /// <param name="matches">How many events version 316 of the rule matches.</param>
    public BatchStory(int seed, bool boots, int matches)
    {
        _random = new Random(seed);
        var planted = PlantedAccess.Groups(matches);
        _cast = new Cast(_random, boots, planted.Count(group => !group.IsByAgent));
        Live(boots);
        Access(planted, matches);
        for (var i = 0; i < EventMix.Threads; i++)
            Plan(8, who => SysmonEvents.StartedThread(who, _random.Among(_cast.Residents), "0x00007FFB1C3A0000"));
        foreach (var (code, count) in EventMix.Doings)
            for (var i = 0; i < count; i++) Plan(code, who => Doing(code, who));

        Matches = matches;
        MatchesOfVersion3 = matches + EventMix.KnownWays;
        AlertsOfPassing = planted.Count(group => !group.IsByAgent);
    }

    /// <summary>The events in the order in which they happen.</summary>
    public IReadOnlyList<PlannedEvent> Events => [.. _events.OrderBy(e => e.At)];

    /// <summary>How many processes have a part.</summary>
    public int ProcessCount => _cast.Residents.Count + _cast.PassingBy.Count;

    /// <summary>How many events version 316 of the rule matches.</summary>
    public int Matches { get; }

    /// <summary>How many events version 3 of the rule matches.</summary>
    public int MatchesOfVersion3 { get; }

    /// <summary>How many alerts begin with this batch, besides the security product's, which goes on and on.</summary>
    public int AlertsOfPassing { get; }

    private void Live(bool boots)
    {
        foreach (var process in boots ? [.. _cast.Residents, .. _cast.PassingBy] : _cast.PassingBy)
        {
            _events.Add(new(process.Start, 1, SysmonEvents.Started(process)));
            _events.Add(new(process.Start + UntilOwnImage, 7, SysmonEvents.Loaded(process, process.Program)));
            if (!process.IsResident) _events.Add(new(process.End, 5, SysmonEvents.Ended(process)));
            else Plan(13, who => Doing(13, who));
        }
    }

    private void Access(IReadOnlyList<PlantedAccess> planted, int matches)
    {
        var accessor = 0;
        foreach (var group in planted)
        {
            var source = group.IsByAgent ? _cast.OfAgent : _cast.PassingBy[accessor++];
            for (var i = 0; i < group.Count; i++)
                PlanOf(source, 10, group.Opened(source, _cast, _random));
        }

        PlanOf(_cast.OfAgent, 10, SysmonEvents.Opened(
            _cast.OfAgent, _cast.OfWebView, "0x1410", CallTraces.Unbacked(_random)));
        for (var i = 1; i < EventMix.KnownWays; i++)
            Plan(10, who => NearMiss(who, CallTraces.OfKnownWay(_random)));
        for (var i = EventMix.KnownWays; i < EventMix.Accesses - matches; i++)
            Plan(10, who => NearMiss(who, CallTraces.OfWindows(_random)));
    }

    private EventField[] NearMiss(LiveProcess who, string callTrace) => SysmonEvents.Opened(
        who, _random.Among(_cast.Residents), _random.Among(QueryMasks), callTrace);

    private EventField[] Doing(int code, LiveProcess who) => code switch
    {
        3 => SysmonTraces.Connected(who, _random),
        7 => SysmonEvents.Loaded(who, _random.Among(Libraries.All)),
        11 => SysmonTraces.Wrote(who, _random),
        12 => SysmonTraces.AddedKey(who, _random),
        13 => SysmonTraces.SetValue(who, _random),
        14 => SysmonTraces.RenamedKey(who, _random),
        15 => SysmonTraces.WroteStream(who, _random),
        22 => SysmonTraces.AskedName(who, _random),
        _ => SysmonTraces.Deleted(who, _random, isKept: code == 23),
    };

    private void Plan(int code, Func<LiveProcess, EventField[]> doing)
    {
        var who = _cast.Anybody();
        PlanOf(who, code, doing(who));
    }

    private void PlanOf(LiveProcess who, int code, EventField[] fields) => _events.Add(new(
        _random.Between(Math.Max(who.Start, 0) + UntilAction, Math.Min(who.End, 1) - UntilAction), code, fields));
}
