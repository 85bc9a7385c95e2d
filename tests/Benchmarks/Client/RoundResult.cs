using DetectionApi.Benchmarks.Corpus;

namespace DetectionApi.Benchmarks.Client;

/// <summary>What came of one round of sending.</summary>
/// <param name="Batches">How many batches were accepted.</param>
/// <param name="Bytes">How long their bodies were, as sent.</param>
/// <param name="Time">From the first request to the last answer.</param>
/// <param name="Latencies">How long each batch took in milliseconds, retries included.</param>
/// <param name="Retries">How often a batch had to be sent again.</param>
internal sealed record RoundResult(
    long Batches, long Bytes, TimeSpan Time, IReadOnlyList<double> Latencies, int Retries)
{
    public long Events => Batches * CorpusPlan.EventsPerBatch;

    public double EventsPerSecond => Events / Time.TotalSeconds;

    public double MegabytesPerSecond => Bytes / 1e6 / Time.TotalSeconds;
}
