using DetectionApi.Persistence.Context;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>Keeps the context within its age and size while the service runs.</summary>
internal sealed class ContextSweeper(
    ContextRetention retention, IOptions<ContextOptions> options, TimeProvider time, ILogger<ContextSweeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync(stoppingToken);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var keep = options.Value;
        try
        {
            var sweep = await retention.SweepAsync(
                time.GetUtcNow().AddDays(-keep.Days), keep.BytesMax, cancellationToken);
            if (sweep.Dropped > 0) log.ContextSwept(sweep.Dropped, sweep.Kept);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A full disk, for example; the next sweep comes soon.
            log.ContextNotSwept(e.Message);
        }
    }
}
