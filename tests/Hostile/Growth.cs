namespace DetectionApi.Hostile;

/// <summary>Tells work that grows with its input from work that grows with its square.</summary>
internal static class Growth
{
    private const int Times = 16;
    private const int Tries = 5;

    // What grows with the square takes 16 times as long again.
    private const int Tolerance = 4;

    // No busy machine makes that of it.
    private const int Hopeless = 10;

    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(40);

    /// <summary>What is wrong; null if an input of 16 times the size takes no more than some 16 times as long.</summary>
    /// <param name="what">What is done, for a report.</param>
    /// <param name="size">The size to begin with.</param>
    /// <param name="prepare">Makes an input of a size, and gives what is to be done with it.</param>
    public static string? FaultOf(string what, int size, Func<int, Action> prepare)
    {
        var (small, large) = (prepare(size), prepare(size * Times));
        var least = BestOf(small);
        var most = least * Times * Tolerance + Noise;
        var best = Measure(large);
        for (var i = 1; i < Tries && best > most && best < most * Hopeless; i++)
            if (Measure(large) is var again && again < best) best = again;

        return best <= most
            ? null
            : $"{what}: {least.TotalMilliseconds:F2} ms for {size}, and {best.TotalMilliseconds:F0} ms for {size * Times}";
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
