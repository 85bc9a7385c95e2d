namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Any number of batches, numbered from 0, in which it is known what the rule finds.</summary>
/// <remarks>
/// The computers take turns, each sending its batches in the order of its time. A computer's first batch tells of its
/// start. Immutable after its making, and safe to share.
/// </remarks>
internal sealed class EventCorpus
{
    // How many templates there are of each kind; a computer meets them in turn.
    private const int Quiet = 8;
    private const int Loud = 2;
    private const int QuietBoots = 3;
    private const int LoudBoots = 1;

    // An alert takes occurrences for a day; a corpus that lasts longer would need another way of counting.
    private static readonly long RoundsMax = (long)(TimeSpan.FromHours(23) / CorpusPlan.BatchSpan);

    private readonly CorpusPlan _plan;
    private readonly BatchTemplate[] _templates;
    private readonly ShippingHost[] _hosts;

    public EventCorpus(CorpusPlan plan)
    {
        _plan = plan;
        _hosts = [.. Enumerable.Range(0, CorpusPlan.Hosts).Select(number => new ShippingHost(plan.Seed, number))];
        _templates =
        [
            .. Make(Quiet, boots: false, 0), .. Make(Loud, boots: false, plan.MatchesPerLoudBatch),
            .. Make(QuietBoots, boots: true, 0), .. Make(LoudBoots, boots: true, plan.MatchesPerLoudBatch),
        ];
    }

    /// <summary>What all batches are made of.</summary>
    public IReadOnlyList<BatchTemplate> Templates => _templates;

    /// <summary>How many batches there are at most.</summary>
    public static long BatchesMax => RoundsMax * CorpusPlan.Hosts;

    /// <summary>Who sends the batch.</summary>
    public ShippingHost HostOf(long batch) => _hosts[batch % _hosts.Length];

    /// <summary>How many batches its sender sent before.</summary>
    public long RoundOf(long batch) => batch / _hosts.Length;

    /// <summary>Which template the batch is made of.</summary>
    public int TemplateOf(long batch)
    {
        var turn = batch % _hosts.Length + RoundOf(batch);
        var isLoud = _plan.IsLoud(batch);
        if (RoundOf(batch) == 0)
            return Quiet + Loud + (isLoud ? QuietBoots + (int)(turn % LoudBoots) : (int)(turn % QuietBoots));
        return isLoud ? Quiet + (int)(turn % Loud) : (int)(turn % Quiet);
    }

    /// <summary>What the rule finds in the first batches, the active version and the oldest one.</summary>
    public Expectation ExpectedOf(long batches)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batches, BatchesMax);
        var expected = default(Expectation);
        var hostsWithAgentAlert = new HashSet<int>();
        for (var batch = 0L; batch < batches; batch++)
        {
            var found = _templates[TemplateOf(batch)].Expected;
            if (found.Matches > 0) hostsWithAgentAlert.Add(HostOf(batch).Number);
            expected = new Expectation(
                expected.Occurrences + found.Matches, expected.Alerts + found.AlertsOfPassing,
                expected.MatchesOfVersion3 + found.MatchesOfVersion3);
        }

        return expected with { Alerts = expected.Alerts + hostsWithAgentAlert.Count };
    }

    private IEnumerable<BatchTemplate> Make(int count, bool boots, int matches) =>
        from number in Enumerable.Range(0, count)
        select TemplateWriter.Write(new BatchStory(
            HashCode(_plan.Seed, number, boots, matches), boots, matches));

    // Not System.HashCode, whose results differ from run to run.
    private static int HashCode(int seed, int number, bool boots, int matches) =>
        ((seed * 31 + number) * 31 + matches) * 2 + (boots ? 1 : 0);
}

/// <summary>What the rule finds in some batches.</summary>
/// <param name="Occurrences">How many events version 316 matches.</param>
/// <param name="Alerts">Into how many alerts they fold.</param>
/// <param name="MatchesOfVersion3">How many events version 3 matches.</param>
internal readonly record struct Expectation(long Occurrences, long Alerts, long MatchesOfVersion3);
