namespace DetectionApi.Hostile;

/// <summary>Tells work that grows with its input from work that grows with its square.</summary>
internal static class Growth
{
    /// <summary>How much larger the larger input is.</summary>
    public const int Times = 16;

    private const int Tries = 4;

    // What grows with the square takes 16 times as long again.
    private const int Tolerance = 4;

    // No busy machine makes that of it.
    private const int Hopeless = 10;

    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// What is wrong; null if an input of 16 times the size takes no more than some 16 times as long.
    /// </summary>
    /// <param name="what">What is done, for a report.</param>
    /// <param name="size">The size to begin with.</param>
    /// <param name="prepare">Makes an input of a size, and gives what is to be done with it.</param>
    public static string? FaultOf(string what, int size, Func<int, Action> prepare)
    {
        var (small, large) = (prepare(size), prepare(size * Times));
        return FaultOfAsync(what, Done(small), Done(large)).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="FaultOf"/>
    /// <param name="what">What is done, for a report.</param>
    /// <param name="small">Does it with the smaller input.</param>
    /// <param name="large">Does it with the larger one.</param>
    public static async Task<string?> FaultOfAsync(string what, Func<Task> small, Func<Task> large)
    {
        // The first time it may be compiled.
        await small();
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < Tries; i++) least = Less(least, await MeasureAsync(small));

        var most = least * Times * Tolerance + Noise;
        var best = await MeasureAsync(large);
        for (var i = 1; i < Tries && best > most && best < most * Hopeless; i++)
            best = Less(best, await MeasureAsync(large));

        return best <= most
            ? null
            : $"{what}: {least.TotalMilliseconds:F2} ms, and {best.TotalMilliseconds:F0} ms for {Times} times as much";
    }

    private static Func<Task> Done(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static TimeSpan Less(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var started = TimeProvider.System.GetTimestamp();
        await action();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
