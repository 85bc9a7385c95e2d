using DetectionApi.Benchmarks.Report;
using DetectionApi.Benchmarks.Triage;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>triage</c>: lists and counts over many alerts, beside the same over few.</summary>
internal static class TriageCommand
{
    private const double MillisecondsMost = 50;
    private const double RatioMost = 1.5;

    /// <summary>Runs, prints the report, and returns 0 only if each question is answered soon enough.</summary>
    public static async Task<int> RunAsync(
        long few, long many, int rounds, string? folder, bool json, CancellationToken cancellationToken)
    {
        var temporary = folder is null ? Directory.CreateTempSubdirectory("detection-triage-").FullName : null;
        try
        {
            var report = await MeasureAsync(few, many, rounds, folder ?? temporary!, cancellationToken);
            if (json) JsonReport.Print(report);
            else TriageTable.Print(report);
            return report.Queries.All(query =>
                query.Many.P95 < MillisecondsMost && query.Many.P50 <= RatioMost * query.Few.P50) ? 0 : 1;
        }
        finally
        {
            if (temporary is not null) Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<TriageReport> MeasureAsync(
        long few, long many, int rounds, string folder, CancellationToken cancellationToken)
    {
        var end = EndOf(folder);
        var folders = new[] { few, many }.Select(alerts => Path.Combine(folder, $"alerts-{alerts}")).ToArray();
        await FilledStore.MakeAsync(folders[0], new AlertFleet(few, end));
        await FilledStore.MakeAsync(folders[1], new AlertFleet(many, end));

        await using var small = await ServedStore.StartAsync(folders[0], cancellationToken);
        await using var large = await ServedStore.StartAsync(folders[1], cancellationToken);
        var run = await TriageRun.PrepareAsync(small, large, end, cancellationToken);
        Progress.Show("warming up");
        await run.AskAsync(rounds: Math.Max(10, rounds / 3), isMeasured: false, cancellationToken);
        await run.AskAsync(rounds, isMeasured: true, cancellationToken);
        Progress.Clear();
        return new TriageReport(
            few, many, rounds, StoreOf(small, folders[0]), StoreOf(large, folders[1]), run.Results());
    }

    private static StoreFigures StoreOf(ServedStore store, string folder) => new(
        store.StartTimes.Live.TotalSeconds, store.StartTimes.Ready.TotalSeconds,
        store.StartProcessorTime.TotalSeconds, store.WorkingSetMegabytes,
        Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length) / 1e6);

    // Stores that are kept end when they were made.
    private static DateTimeOffset EndOf(string folder)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, "end");
        if (!File.Exists(mark)) File.WriteAllText(mark, $"{DateTimeOffset.UtcNow:O}");
        return DateTimeOffset.Parse(File.ReadAllText(mark), System.Globalization.CultureInfo.InvariantCulture);
    }
}
