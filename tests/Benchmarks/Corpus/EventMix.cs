namespace DetectionApi.Benchmarks.Corpus;

/// <summary>How many events of which kind a batch has.</summary>
/// <remarks>
/// 45 % image loads and registry, 25 % processes, 15 % network and names, 15 % files, of <see
/// cref="CorpusPlan.EventsPerBatch"/>.
/// </remarks>
internal static class EventMix
{
    /// <summary>1, 7 and 5: processes that start, load their own image and end, three events each.</summary>
    public const int Lives = 100;

    /// <summary>10: accesses; the rule's matches are among them.</summary>
    public const int Accesses = 96;

    /// <summary>Of those, how many only the oldest version of the rule matches.</summary>
    public const int KnownWays = 3;

    /// <summary>8: threads started in other processes.</summary>
    public const int Threads = 4;

    /// <summary>What processes do besides: event id and how often.</summary>
    public static readonly (int Code, int Count)[] Doings =
        [(7, 400), (12, 112), (13, 200), (14, 8), (3, 150), (22, 90), (11, 150), (15, 10), (23, 50), (26, 30)];
}
