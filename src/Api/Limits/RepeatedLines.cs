using System.Collections.Concurrent;

namespace DetectionApi.Api.Limits;

/// <summary>Keeps whoever is refused very often from filling the log: what happens again is counted.</summary>
/// <remarks>Each cause is said when it happens first, and then every few seconds how often it happened since.</remarks>
internal sealed class RepeatedLines(TimeProvider time, ILogger<RepeatedLines> log) : BackgroundService
{
    private const int CausesMax = 1000;
    private const string TooMany = "requests were refused for more causes than are told apart";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, int> _causes = new();

    /// <summary>Counts something; true if it is to be said in full because it was not lately.</summary>
    /// <param name="cause">What happened, as a clause: it is shown with the number of times.</param>
    public bool IsNews(string cause)
    {
        if (_causes.Count >= CausesMax && !_causes.ContainsKey(cause)) cause = TooMany;
        return _causes.AddOrUpdate(cause, 0, (_, more) => more + 1) == 0;
    }

    /// <summary>Says what happened again, and forgets what did not.</summary>
    internal void Sweep()
    {
        foreach (var (cause, more) in _causes)
        {
            if (more == 0)
            {
                _causes.TryRemove(new(cause, 0));
                continue;
            }

            _causes.AddOrUpdate(cause, 0, (_, now) => now - more);
            log.HappenedAgain(more, cause);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Sweep();
    }
}
