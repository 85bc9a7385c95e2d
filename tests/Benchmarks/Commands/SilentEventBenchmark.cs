using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The command <c>bench</c>: what an event costs that no rule matches, in time and in bytes.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class SilentEventBenchmark
{
    private byte[][] _documents = [];
    private Detector _detector = null!;
    private RuleSelection _rules = null!;
    private EventBuffer _buffer = null!;

    /// <summary>Runs it in this process: the framework's own project would not build under the house's rules.</summary>
    public static void Run() => BenchmarkRunner.Run<SilentEventBenchmark>(DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "detection-benchmarks")));

    /// <summary>A batch without matches.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var corpus = new EventCorpus(new CorpusPlan(1, 0));
        _documents =
        [
            .. from document in BatchLines.DocumentsOf(new BatchPrinter(corpus).Print(CorpusPlan.Hosts))
               select document.ToArray(),
        ];
        _detector = new Detector([.. RuleCatalogue.BuiltIn.Select(r => new ActiveRule(r, r.Versions[^1]))]);
        (_rules, _buffer) = (_detector.RulesFor(null), _detector.NewBuffer());
    }

    /// <summary>Judges the events of the batch; the figures are of one event.</summary>
    [Benchmark(OperationsPerInvoke = CorpusPlan.EventsPerBatch)]
    public int Judge()
    {
        var matches = 0;
        foreach (var document in _documents) matches += _detector.Judge(document, _rules, _buffer).Matches.Count;
        return matches;
    }
}
