using System.Globalization;

namespace DetectionApi.Benchmarks.Report;

/// <summary>The report of the load tool for people.</summary>
internal static class LoadTable
{
    public static void Print(LoadReport report)
    {
        foreach (var remark in report.Remarks) Console.Out.WriteLine($"note: {remark}");
        var generation = report.Generation;
        Line("generation alone", $"{generation.EventsPerSecond:n0} events/s", string.Create(
            CultureInfo.InvariantCulture,
            $"{generation.MicrosecondsPerEvent:f2} µs and {generation.BytesPerEvent:n0} bytes an event"));
        Print(report.Service);
        Line("floor", $"{report.Floor.EventsPerSecond:n0} events/s",
            $"{report.Floor.ProcessorMicrosecondsPerEvent:f2} µs of processor time an event");
        Line("service to floor", $"{report.Floor.ServiceToFloor:f2}",
            $"by fifth {string.Join(", ", report.Floor.ServiceToFloorByFifth.Select(ratio => $"{ratio:f2}"))}"
            + (report.Floor.ServiceToFloorByProcessor is { } cheap ? $"; by processor time {cheap:f2}" : ""));
        if (report.Judge is { } judge) JudgeTable.Print(judge);
        Print(report.Findings);
        Console.Out.WriteLine(
            report.Passed ? "everything planted was found" : "FAILED: what was found is not what was planted");
    }

    public static void Line(string what, string value, string more = "") =>
        Console.Out.WriteLine($"{what,-30} {value,20}   {more}".TrimEnd());

    private static void Print(ServiceReport service)
    {
        if (service.StartSeconds is { } start) Line("start to first batch", $"{start:f2} s");
        Line("service", $"{service.EventsPerSecond:n0} events/s",
            $"{service.MegabytesPerSecond:n0} MB/s, {service.Events:n0} events in {service.Seconds:f1} s, "
            + $"{service.Retries} batches sent again");
        var batch = service.BatchMilliseconds;
        Line("a batch, p50", $"{batch.P50:f1} ms", $"p95 {batch.P95:f1}, p99 {batch.P99:f1}, max {batch.Max:f1} ms");
        Line("by fifth", $"{service.LastFifthToFirst:f2}",
            $"last to first; {string.Join(", ", service.EventsPerSecondByFifth.Select(rate => $"{rate:n0}"))}");
        if (service.ProcessorSeconds is { } processor)
            Line("processor time", $"{processor:f1} s",
                $"{service.ProcessorMicrosecondsPerEvent:f2} µs an event, by fifth "
                + string.Join(", ", service.ProcessorMicrosecondsByFifth.Select(cost => $"{cost:f2}"))
                + $"; the client's {service.ClientProcessorMicrosecondsPerEvent:f2} µs");
        if (service.WorkingSetMegabytes is { } memory)
            Line("working set", $"{memory.AtEnd:n0} MB", $"at start {memory.AtStart:n0}, peak {memory.Peak:n0} MB");
    }

    private static void Print(FindingsReport findings)
    {
        Line("alerts found", $"{findings.FoundAlerts:n0}", $"planted {findings.PlantedAlerts:n0}");
        Line("occurrences found", $"{findings.FoundOccurrences:n0}", $"planted {findings.PlantedOccurrences:n0}");
    }
}
