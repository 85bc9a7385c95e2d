using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Layouts;
using DetectionApi.Benchmarks.Report;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>layouts</c>: the same kept events in each layout that the store could have.</summary>
internal static class LayoutsCommand
{
    private const int Quarter = 4;
    private const int SmallBatch = 40;
    private const int MiddlingBatch = 300;

    /// <summary>Runs, prints the report, and returns 0 only if every layout found the same.</summary>
    public static int Run(CorpusPlan plan, int events, int rounds, string only, bool json)
    {
        Progress.Show("reading the corpus");
        var all = KeptEvents.Of(new EventCorpus(plan), Math.Max(Quarter, events / CorpusPlan.EventsPerBatch));
        var quarter = all.Part(all.Batches.Count / Quarter);
        LayoutsReport[] reports =
        [
            ReportOf("batches as they are sent", Among(LayoutPlan.All, only), all, rounds),
            ReportOf("small batches", Among(LayoutPlan.OfSmallBatches, only), quarter.InBatchesOf(SmallBatch), rounds),
            ReportOf(
                "middling batches", Among(LayoutPlan.OfMiddlingBatches, only), quarter.InBatchesOf(MiddlingBatch),
                rounds),
        ];
        Progress.Clear();
        if (json) JsonReport.Print(reports);
        else Array.ForEach(reports, LayoutTable.Print);
        return reports.All(FindsTheSame) ? 0 : 1;
    }

    private static LayoutPlan[] Among(IEnumerable<LayoutPlan> plans, string only) =>
        [.. plans.Where(plan => plan.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];

    private static LayoutsReport ReportOf(string name, LayoutPlan[] plans, KeptEvents events, int rounds)
    {
        var ofQuarter = Measure(plans, events.Part(events.Batches.Count / Quarter), rounds, $"{name}, a quarter");
        var ofAll = Measure(plans, events, rounds, name);
        return new LayoutsReport(
            name, events.Count, (double)events.RecordBytes / events.Count, (double)events.KeyCount / events.Count,
            [.. plans.Select(plan => new LayoutResult(plan.Name, ofAll[plan], ofQuarter[plan]))]);
    }

    private static bool FindsTheSame(LayoutsReport report) =>
        report.Layouts.Select(layout => layout.Figures.Found).Distinct().Count() <= 1;

    // In turns, so that whatever else the computer does meets all of them.
    private static Dictionary<LayoutPlan, LayoutFigures> Measure(
        LayoutPlan[] plans, KeptEvents events, int rounds, string what)
    {
        var best = new Dictionary<LayoutPlan, LayoutFigures>();
        for (var round = 1; round <= rounds; round++)
            foreach (var plan in plans)
            {
                Progress.Show($"{what}, {round}/{rounds}: {plan.Name}");
                var figures = LayoutMeasurement.Run(plan, events);
                best[plan] = best.TryGetValue(plan, out var before) ? figures.BestWith(before) : figures;
            }

        return best;
    }
}
