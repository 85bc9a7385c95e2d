using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Report;
using DetectionApi.Benchmarks.Rivals;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>judge</c>: a file of events, judged on one thread by several means in turns.</summary>
internal static class JudgeCommand
{
    private const int Rounds = 5;

    private static readonly int[] Versions = [316, 3];

    /// <summary>Runs, prints the report, and returns 0 only if all means found what was planted.</summary>
    public static async Task<int> RunAsync(
        CorpusPlan plan, int events, string? nodeModules, bool json, CancellationToken cancellationToken)
    {
        var report = await MeasureAsync(new EventCorpus(plan), events, nodeModules, cancellationToken);
        if (json) JsonReport.Print(report);
        else JudgeTable.Print(report);
        return report.Results.All(result => result.IsRight) ? 0 : 1;
    }

    /// <summary>Writes the file and judges it.</summary>
    public static async Task<JudgeReport> MeasureAsync(
        EventCorpus corpus, int events, string? nodeModules, CancellationToken cancellationToken)
    {
        Progress.Show("writing the file");
        using var file = CorpusFile.Write(corpus, events);
        var skipped = new List<string>();
        var all = await AllAsync(file.Path, nodeModules, skipped);
        try
        {
            var judged = await JudgeAsync(all, cancellationToken);
            return new JudgeReport
            {
                Events = file.Events,
                Bytes = file.Bytes,
                Results = [.. all.Select(means => ResultOf(means, judged, file))],
                Skipped = skipped,
            };
        }
        finally
        {
            foreach (var means in all) await means.DisposeAsync();
        }
    }

    private static async Task<List<IMeans>> AllAsync(string path, string? nodeModules, List<string> skipped)
    {
        List<IMeans> all =
        [
            OwnMeans.Lines(path), OwnMeans.BareReader(path), OwnMeans.Fields(path), OwnMeans.Normalised(path),
        ];
        foreach (var version in Versions) all.Add(OwnMeans.InProcess(path, version));
        foreach (var version in Versions)
            if (await DuckDbMeans.TryStartAsync(nodeModules, path, version) is { } duckDb) all.Add(duckDb);
            else skipped.Add($"DuckDB, version {version}: node does not find @duckdb/node-api (--node-modules DIR)");

        foreach (var version in Versions)
            if (JqMeans.IsThere()) all.Add(new JqMeans(path, version));
            else skipped.Add($"jq, version {version}: it is not installed");

        return all;
    }

    // In turns, so that whatever else the computer does meets all of them; the first round does not count.
    private static async Task<ILookup<IMeans, Judged>> JudgeAsync(
        List<IMeans> all, CancellationToken cancellationToken)
    {
        var judged = new List<(IMeans Means, Judged Judged)>();
        for (var round = 0; round <= Rounds; round++)
            foreach (var means in all)
            {
                if (round == 0 && means is JqMeans) continue;
                Progress.Show($"{round}/{Rounds}: {means.Name}");
                var result = await means.JudgeAsync(cancellationToken);
                if (round > 0) judged.Add((means, result));
            }

        Progress.Clear();
        return judged.ToLookup(item => item.Means, item => item.Judged);
    }

    private static JudgeResult ResultOf(IMeans means, ILookup<IMeans, Judged> judged, CorpusFile file)
    {
        var own = judged.First(g => g.Key is OwnMeans && g.Key.RuleVersion == (means.RuleVersion ?? Versions[0]));
        var (time, processor) = (MedianOf(judged[means], j => j.Time), MedianOf(judged[means], j => j.Processor));
        long? expected = means.RuleVersion switch
        {
            null => null,
            3 => file.Expected.MatchesOfVersion3,
            _ => file.Expected.Occurrences,
        };
        return new JudgeResult(
            means.Name, means.RuleVersion, file.Events / time, judged[means].First().Matches, expected,
            processor * 1e6 / file.Events, time / MedianOf(own, j => j.Time),
            processor / MedianOf(own, j => j.Processor));
    }

    private static double MedianOf(IEnumerable<Judged> judged, Func<Judged, TimeSpan> time) =>
        judged.Select(j => time(j).TotalSeconds).Median();
}
