using DetectionApi.Benchmarks.Corpus;

namespace DetectionApi.Benchmarks.Client;

/// <summary>Reads the answer to a batch.</summary>
internal static class BulkAnswerCheck
{
    /// <summary>What is wrong with the answer; null if every event was taken.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf("\"errors\":false"u8) < 0) return "an event was refused";

        var taken = answer.Count("\"status\":201"u8);
        return taken == CorpusPlan.EventsPerBatch
            ? null
            : $"{taken} of {CorpusPlan.EventsPerBatch} events were answered as taken";
    }
}
