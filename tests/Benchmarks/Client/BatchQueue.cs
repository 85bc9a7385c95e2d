using System.Diagnostics;

namespace DetectionApi.Benchmarks.Client;

/// <summary>Hands out the numbers of the batches of one round, each once, until it is over.</summary>
internal sealed class BatchQueue(long first, long end, TimeSpan time)
{
    private readonly long _deadline = time == Timeout.InfiniteTimeSpan
        ? long.MaxValue
        : Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private long _next = first;

    /// <summary>The first number that was not handed out.</summary>
    public long Next => Math.Min(Volatile.Read(ref _next), end);

    /// <summary>The next number; false if the round is over.</summary>
    public bool TryTake(out long number)
    {
        number = -1;
        if (Stopwatch.GetTimestamp() >= _deadline) return false;

        number = Interlocked.Increment(ref _next) - 1;
        if (number < end) return true;

        Interlocked.Decrement(ref _next);
        return false;
    }
}
