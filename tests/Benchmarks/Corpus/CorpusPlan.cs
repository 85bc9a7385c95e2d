namespace DetectionApi.Benchmarks.Corpus;

/// <summary>What decides a corpus: the same plan gives the same bytes.</summary>
/// <param name="Seed">The beginning of all chance.</param>
/// <param name="MatchShare">The share of the events that the rule matches.</param>
internal sealed record CorpusPlan(int Seed, double MatchShare)
{
    /// <summary>How many computers send.</summary>
    public const int Hosts = 200;

    /// <summary>How many events a batch has: Winlogbeat's own number.</summary>
    public const int EventsPerBatch = 1600;

    /// <summary>The greatest share: there are not more than so many accesses among the events.</summary>
    public const double MatchShareMax = 0.03;

    /// <summary>How much of a computer's time a batch covers.</summary>
    public static readonly TimeSpan BatchSpan = TimeSpan.FromMinutes(1);

    /// <summary>When the first batch begins.</summary>
    public static readonly DateTime From = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>How many matches a batch has that has any.</summary>
    public int MatchesPerLoudBatch => MatchShare > 0 ? Math.Max(4, (int)Math.Ceiling(MatchShare * EventsPerBatch)) : 0;

    /// <summary>True if the batch of that number has matches: they are spread evenly over all batches.</summary>
    public bool IsLoud(long batch)
    {
        if (MatchesPerLoudBatch == 0) return false;
        var share = MatchShare * EventsPerBatch / MatchesPerLoudBatch;
        return Math.Floor((batch + 1) * share) > Math.Floor(batch * share);
    }
}
