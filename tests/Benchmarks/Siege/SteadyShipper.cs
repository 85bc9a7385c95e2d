using System.Diagnostics;
using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Corpus;

namespace DetectionApi.Benchmarks.Siege;

/// <summary>How a shipper fared for a while.</summary>
/// <param name="Latencies">How long each batch took until it was accepted, in milliseconds.</param>
/// <param name="Retries">How often one was sent again.</param>
internal sealed record SteadyRound(IReadOnlyList<double> Latencies, int Retries);

/// <summary>A shipper that behaves: a batch at a time, at a steady pace, each until it is accepted.</summary>
internal sealed class SteadyShipper(Uri target, string key, EventCorpus corpus, TimeSpan pause) : IDisposable
{
    private readonly PlainBodies _bodies = new(corpus);
    private readonly Shipper _shipper = new(target, isGzip: false, checksItems: true, key);

    /// <summary>How many batches were accepted since the beginning.</summary>
    public long Sent { get; private set; }

    /// <summary>Posts for that long.</summary>
    public async Task<SteadyRound> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _shipper.Reset();
        var latencies = new List<double>();
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time; Sent++)
        {
            var body = _bodies.BodyOf(Sent);
            var started = Stopwatch.GetTimestamp();
            await _shipper.PostUntilAcceptedAsync(body, started, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            latencies.Add(took.TotalMilliseconds);
            if (took < pause) await Task.Delay(pause - took, cancellationToken);
        }

        return new SteadyRound(latencies, _shipper.Retries);
    }

    public void Dispose() => _shipper.Dispose();
}
