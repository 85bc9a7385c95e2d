using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Api.Operations;

/// <summary>Lets the index follow the alerts, so that nobody who asks has to wait for that.</summary>
internal sealed class AlertIndexing(AlertIndex index, TimeProvider time, ILogger<AlertIndexing> log)
    : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await index.FollowAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whoever asks is told what is wrong; the service goes on taking events.
                log.AlertsNotRead(e.GetBaseException().Message);
                await Task.Delay(AfterFault, time, stoppingToken);
            }
        }
    }
}
