using System.Globalization;

namespace DetectionApi.Benchmarks.Report;

/// <summary>Times of one question in milliseconds.</summary>
/// <param name="P50">The middle one.</param>
/// <param name="P95">What 95 of a hundred do not exceed.</param>
/// <param name="Processor">What the service used of its processors, on average.</param>
internal sealed record Times(double P50, double P95, double Processor)
{
    public static Times Of(IReadOnlyList<(double Time, double Processor)> asked)
    {
        double[] times = [.. asked.Select(once => once.Time)];
        return new Times(times.Percentile(0.5), times.Percentile(0.95), asked.Average(once => once.Processor));
    }
}

/// <summary>What was measured of one question.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Few">Over few alerts.</param>
/// <param name="Many">Over many.</param>
internal sealed record TriageFigures(string Name, Times Few, Times Many);

/// <summary>What was measured of one store.</summary>
/// <param name="LiveSeconds">From the start to the first answer.</param>
/// <param name="ReadySeconds">From the start to the first answer about alerts.</param>
/// <param name="ProcessorSeconds">The processor time until then.</param>
/// <param name="WorkingSetMegabytes">The memory at the end.</param>
/// <param name="DiskMegabytes">The files.</param>
internal sealed record StoreFigures(
    double LiveSeconds, double ReadySeconds, double ProcessorSeconds, double WorkingSetMegabytes,
    double DiskMegabytes);

/// <summary>What was measured of lists and counts.</summary>
/// <param name="FewAlerts">How many alerts the small store has.</param>
/// <param name="ManyAlerts">How many the large one has.</param>
/// <param name="Rounds">How often each question was asked.</param>
/// <param name="Few">The small store.</param>
/// <param name="Many">The large store.</param>
/// <param name="Queries">The questions.</param>
internal sealed record TriageReport(
    long FewAlerts, long ManyAlerts, int Rounds, StoreFigures Few, StoreFigures Many,
    IReadOnlyList<TriageFigures> Queries);

/// <summary>The report of lists and counts for people, in the form in which it stands in the document.</summary>
internal static class TriageTable
{
    public static void Print(TriageReport report)
    {
        Line($"\n{report.Rounds} rounds; milliseconds over HTTP, p50 / p95; processor time of the service\n");
        Line($"| question | {report.FewAlerts:n0} alerts | {report.ManyAlerts:n0} alerts | p50, ratio | processor |");
        Line($"| --- | --- | --- | --- | --- |");
        foreach (var (name, few, many) in report.Queries)
            Line($"| {name} | {Text(few)} | {Text(many)} | {many.P50 / few.P50:f2} | {Used(few, many)} |");
        Line($"\n| store | live, s | ready, s | processor until then, s | working set, MB | disk, MB |");
        Line($"| --- | --- | --- | --- | --- | --- |");
        Print(report.FewAlerts, report.Few);
        Print(report.ManyAlerts, report.Many);
    }

    private static void Print(long alerts, StoreFigures store)
    {
        var (live, ready, used, memory, disk) = store;
        Line($"| {alerts:n0} | {live:f1} | {ready:f1} | {used:f1} | {memory:f0} | {disk:f0} |");
    }

    private static FormattableString Text(Times times) => $"{times.P50:f1} / {times.P95:f1}";

    private static FormattableString Used(Times few, Times many) => $"{few.Processor:f1} → {many.Processor:f1}";

    private static void Line(FormattableString text) =>
        Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
