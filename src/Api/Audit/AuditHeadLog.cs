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

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SayAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await SayAsync(stoppingToken);
            await Task.Delay(BetweenLines, time, stoppingToken);
        }
    }

    // A stop that takes longer than it may goes on without the store.
    private async Task SayAsync(CancellationToken cancellationToken)
    {
        try
        {
            var head = await store.HeadAsync(cancellationToken);
            log.AuditEnds(head);
        }
        catch (Exception e) when (
            e is OperationCanceledException or ObjectDisposedException || StoreFaults.IsOne(e))
        {
            log.AuditNotRead(e.GetBaseException().Message);
        }
    }
}
