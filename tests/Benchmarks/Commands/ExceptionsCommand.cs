using System.Globalization;
using DetectionApi.Benchmarks.Exceptions;
using DetectionApi.Benchmarks.Report;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>exceptions</c>: what a matching event costs while many items are in force.</summary>
internal static class ExceptionsCommand
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Measures with and without items, in turns, and prints the middle of each.</summary>
    public static async Task<int> RunAsync(int items, int events, int rounds, CancellationToken cancellationToken)
    {
        Progress.Show($"indexing {items} items");
        (string Name, ExceptionIndex Items)[] sets = [("none", ExceptionIndex.Empty), ("many", ItemFleet.Of(items))];
        var lines = Enumerable.Range(0, events).Select(number => AccessLine.Of(number, Begin.AddSeconds(number)))
            .ToList();
        var decisions = sets.ToDictionary(set => set.Name, _ => new List<double>());
        var stored = sets.ToDictionary(set => set.Name, _ => new List<double>());
        var decision = new DecisionRun();
        for (var round = 0; round <= rounds; round++)
            foreach (var (name, index) in sets)
            {
                Progress.Show($"round {round} of {rounds}, {name}");
                var decided = decision.Run(lines, index);
                var kept = await StoredRun.RunAsync(lines, index, cancellationToken);

                // The first round warms up.
                if (round == 0) continue;
                decisions[name].Add(decided);
                stored[name].Add(kept);
            }

        Progress.Clear();
        Print("read, judged, held against the items", decisions);
        Print("the same, folded and on disk", stored);
        return 0;
    }

    private static void Print(string what, Dictionary<string, List<double>> figures)
    {
        var (none, many) = (figures["none"].Median(), figures["many"].Median());
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {none:f1} µs an event without items, {many:f1} µs with them, ratio {many / none:f2}"));
    }
}
