using DetectionApi.Persistence;
using DetectionApi.Persistence.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>
/// Says in the service's log where the audit log ends: at the start, once a day and at the stop. Where that log is
/// collected elsewhere, nobody who can write the store can write the audit log anew unnoticed.
/// </summary>
internal sealed class AuditHeadLog(AuditStore store, TimeProvider time, ILogger<AuditHeadLog> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SayAsync();
            await Task.Delay(BetweenLines, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SayAsync();
    }

    private async Task SayAsync()
    {
        try
        {
            var head = await store.HeadAsync(CancellationToken.None);
            log.AuditEnds(head);
        }
        catch (Exception e) when (StoreFaults.IsOne(e))
        {
            log.AuditNotRead(e.GetBaseException().Message);
        }
    }
}
