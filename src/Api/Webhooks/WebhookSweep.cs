using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Removes every hour what need not be remembered of webhooks any more.</summary>
internal sealed class WebhookSweep(
    WebhookStore store, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookSweep> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var (now, keep) = (time.GetUtcNow(), options.Value);
            try
            {
                await store.SweepAsync(now.AddDays(-keep.DeliveredDays), now.AddDays(-keep.DeadDays), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.WebhooksNotSwept(e.Message);
            }

            await Task.Delay(BetweenSweeps, time, stoppingToken);
        }
    }
}
