using System.Globalization;
using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Report;

namespace DetectionApi.Benchmarks.Siege;

/// <summary>What an attack costs the shipper.</summary>
/// <param name="Attack">The attack.</param>
/// <param name="Quiet">The 99th percentile of its batches in the quiet before, in milliseconds.</param>
/// <param name="Attacked">The same during the attack.</param>
/// <param name="Ratio">How many times as long.</param>
/// <param name="Batches">How many batches it posted during the attack.</param>
/// <param name="Retries">How often one of them was refused or broken off, and sent again.</param>
/// <param name="MemoryMegabytes">The memory that the service had at hand at the end of the attack.</param>
internal sealed record SiegeLine(
    AttackKind Attack, double Quiet, double Attacked, double Ratio, int Batches, int Retries, double MemoryMegabytes);

/// <summary>What came of all attacks.</summary>
/// <param name="Lines">Attack by attack.</param>
/// <param name="PlantedOccurrences">How many events the shipper sent that the rule matches.</param>
/// <param name="FoundOccurrences">How many of them the service shows.</param>
internal sealed record SiegeReport(IReadOnlyList<SiegeLine> Lines, long PlantedOccurrences, long FoundOccurrences);

/// <summary>The command <c>siege</c>: a shipper goes on posting while others attack.</summary>
internal static class SiegeCommand
{
    private const double RatioMost = 5;
    private const double MatchShare = 0.01;

    // A batch of 50 events each time: about what 500 computers send.
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AttackBegins = TimeSpan.FromSeconds(3);

    /// <summary>Runs, prints the report, and returns 0 only if nothing was lost and nobody waited too long.</summary>
    public static async Task<int> RunAsync(TimeSpan time, bool json, CancellationToken cancellationToken)
    {
        await using var service = await SiegedService.StartAsync(cancellationToken);
        var corpus = new EventCorpus(new CorpusPlan(1, MatchShare));
        using var shipper = new SteadyShipper(service.Address, service.Shippers, corpus, BetweenBatches);
        await shipper.RunAsync(WarmUp, cancellationToken);

        var lines = new List<SiegeLine>();
        foreach (var kind in Enum.GetValues<AttackKind>())
        {
            Progress.Show($"{kind}");
            var quiet = await shipper.RunAsync(time, cancellationToken);
            await using var attacker = AttackerProcess.Start(kind, service.Address, service.Attackers);
            await shipper.RunAsync(AttackBegins, cancellationToken);
            var attacked = await shipper.RunAsync(time, cancellationToken);
            var (before, during) = (quiet.Latencies.Percentile(0.99), attacked.Latencies.Percentile(0.99));
            lines.Add(new SiegeLine(
                kind, before, during, during / before, attacked.Latencies.Count, attacked.Retries,
                service.Process.WorkingSet / 1e6));
        }

        Progress.Clear();
        var expected = corpus.ExpectedOf(shipper.Sent);
        var found = await AlertTotals.ReadAsync(service.Address, cancellationToken, service.Shippers);
        var report = new SiegeReport(lines, expected.Occurrences, found.Occurrences);
        if (json) JsonReport.Print(report);
        else Print(report);
        return report.FoundOccurrences == report.PlantedOccurrences && lines.All(line => line.Ratio < RatioMost)
            ? 0
            : 1;
    }

    private static void Print(SiegeReport report)
    {
        Console.WriteLine("attack             p99 quiet  p99 attacked  ratio  batches  sent again  memory MB");
        foreach (var line in report.Lines)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Attack,-18} {line.Quiet,9:F1}  {line.Attacked,12:F1}  {line.Ratio,5:F1}  {line.Batches,7}  "
                + $"{line.Retries,10}  {line.MemoryMegabytes,9:F0}"));
        Console.WriteLine(
            $"{report.FoundOccurrences} of {report.PlantedOccurrences} events that the rule matches were found.");
    }
}
