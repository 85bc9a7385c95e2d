using System.Diagnostics;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Report;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>load</c>: the service under load, beside what is possible.</summary>
internal static class LoadCommand
{
    private const int GenerationBatches = 200;

    /// <summary>Runs, prints the report, and returns 0 only if the service found what was planted.</summary>
    public static async Task<int> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        Progress.Show("making the corpus");
        var started = Stopwatch.GetTimestamp();
        var corpus = new EventCorpus(new CorpusPlan(options.Seed, options.MatchShare));
        var generation = MeasureGeneration(corpus, Stopwatch.GetElapsedTime(started));
        var run = new LoadRun(options, corpus, cancellationToken);
        await run.RunAsync();

        JudgeReport? judge = null;
        if (options.JudgeEvents > 0)
            judge = await JudgeCommand.MeasureAsync(
                corpus, options.JudgeEvents, options.NodeModules, cancellationToken);

        var report = ReportOf(options, run, corpus, generation, judge);
        if (options.Json) JsonReport.Print(report);
        else LoadTable.Print(report);
        return report.Passed ? 0 : 1;
    }

    private static GenerationReport MeasureGeneration(EventCorpus corpus, TimeSpan templates)
    {
        var printer = new BatchPrinter(corpus);
        for (var number = 0L; number < GenerationBatches; number++) printer.Print(number);

        long bytes = 0;
        var used = Environment.CpuUsage.TotalTime;
        for (var number = 0L; number < GenerationBatches; number++)
            bytes += printer.Print(CorpusPlan.Hosts + number).Length;

        var time = Environment.CpuUsage.TotalTime - used;
        const double Events = GenerationBatches * CorpusPlan.EventsPerBatch;
        return new GenerationReport(
            templates.TotalSeconds, Events / time.TotalSeconds, time.TotalMicroseconds / Events, bytes / Events);
    }

    private static LoadReport ReportOf(
        LoadOptions options, LoadRun run, EventCorpus corpus, GenerationReport generation, JudgeReport? judge)
    {
        var expected = corpus.ExpectedOf(run.Sent);
        var findings = new FindingsReport(
            expected.Occurrences, run.Found.Occurrences, expected.Alerts, run.Found.Alerts);
        return new LoadReport
        {
            Passed = findings.FoundAlerts == findings.PlantedAlerts
                && findings.FoundOccurrences == findings.PlantedOccurrences
                && (judge is null || judge.Results.All(result => result.IsRight)),
            Remarks = RemarksOf(options, run),
            Settings = new LoadSettings(
                options.Seed, options.MatchShare, options.Connections, options.Gzip, options.KeepsContext,
                options.ServiceSettings),
            Generation = generation,
            Service = ServiceOf(run),
            Floor = FloorOf(run),
            Findings = findings,
            Judge = judge,
        };
    }

    private static List<string> RemarksOf(LoadOptions options, LoadRun run)
    {
        var remarks = new List<string>();
        if (run.Remark is not null) remarks.Add(run.Remark);
        if (options.Gzip) remarks.Add("gzip: bodies were compressed before the clock ran, and the floor inflates them");
        return remarks;
    }

    private static ServiceReport ServiceOf(LoadRun run)
    {
        var events = run.Service.Sum(round => round.Events);
        var seconds = run.Service.Sum(round => round.Time.TotalSeconds);
        double[] latencies = [.. run.Service.SelectMany(round => round.Latencies)];
        double[] byFifth = [.. run.Service.Select(round => round.EventsPerSecond)];
        double[] costByFifth =
        [
            .. run.ServiceProcessor.Zip(run.Service, (used, round) => used.TotalMicroseconds / round.Events),
        ];
        return new ServiceReport
        {
            StartSeconds = run.StartSeconds,
            Events = events,
            Seconds = seconds,
            EventsPerSecond = events / seconds,
            MegabytesPerSecond = run.Service.Sum(round => round.Bytes) / 1e6 / seconds,
            BatchMilliseconds = new LatencyReport(
                latencies.Percentile(0.5), latencies.Percentile(0.95), latencies.Percentile(0.99),
                latencies.Percentile(1)),
            Retries = run.Service.Sum(round => round.Retries),
            EventsPerSecondByFifth = byFifth,
            LastFifthToFirst = byFifth[^1] / byFifth[0],
            ProcessorSeconds = ProcessorOf(run)?.TotalSeconds,
            ProcessorMicrosecondsPerEvent = ProcessorOf(run)?.TotalMicroseconds / events,
            ProcessorMicrosecondsByFifth = costByFifth,
            ClientProcessorMicrosecondsPerEvent = run.ClientProcessor.TotalMicroseconds / events,
            WorkingSetMegabytes = run.Memory,
        };
    }

    private static TimeSpan? ProcessorOf(LoadRun run) => run.ServiceProcessor.Count == 0
        ? null
        : run.ServiceProcessor.Aggregate((sum, used) => sum + used);

    private static FloorReport FloorOf(LoadRun run)
    {
        double[] ratios =
        [
            .. run.Service.Zip(run.Floor, (service, floor) => service.EventsPerSecond / floor.EventsPerSecond),
        ];
        var (served, discarded) = (run.Service.Sum(round => round.Events), run.Floor.Sum(round => round.Events));
        var floor = (run.FloorProcessor + run.FloorClientProcessor) / discarded;
        return new FloorReport(
            run.Floor.Select(round => round.EventsPerSecond).Median(),
            run.FloorProcessor.TotalMicroseconds / discarded, ratios.Median(), ratios,
            ProcessorOf(run) is { } service ? floor / ((service + run.ClientProcessor) / served) : null);
    }
}
