namespace DetectionApi.Hostile;

/// <summary>Tells work that grows with its input from work that grows with its square.</summary>
internal static class Growth
{
    private const int Times = 32;
    private const int Tries = 5;

    // What grows with the square takes 32 times as long again.
    private const int Tolerance = 8;

    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(40);

    /// <summary>What is wrong; null if an input of 32 times the size takes no more than some 32 times as long.</summary>
    /// <param name="what">What is done, for a report.</param>
    /// <param name="size">The size to begin with.</param>
    /// <param name="prepare">Makes an input of a size, and gives what is to be done with it.</param>
    public static string? FaultOf(string what, int size, Func<int, Action> prepare)
    {
        var (small, large) = (prepare(size), prepare(size * Times));
        var least = BestOf(small);
        var most = least * Times * Tolerance + Noise;
        for (var i = 0; i < Tries; i++)
            if (Measure(large) <= most) return null;

        return $"{what}: {least.TotalMilliseconds:F2} ms for {size}, and more than {most.TotalMilliseconds:F0} ms for "
            + $"{size * Times}";
    }

    private static TimeSpan BestOf(Action action)
    {
        // The first time it may be compiled.
        action();
        return Enumerable.Range(0, Tries).Min(_ => Measure(action));
    }

    private static TimeSpan Measure(Action action)
    {
        var started = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
