using DetectionApi.Persistence;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>Removes from the quarantine, every minute, what is too old or too much.</summary>
internal sealed class QuarantineSweep(
    QuarantineRetention quarantine, IOptions<StorageOptions> storage, TimeProvider time, ILogger<QuarantineSweep> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await SweepAsync(stoppingToken);
            await Task.Delay(BetweenSweeps, time, stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (days, bytesMax) = (storage.Value.QuarantineDays, storage.Value.QuarantineBytesMax);
        try
        {
            var removed = await quarantine.SweepAsync(
                time.GetUtcNow().AddDays(-days), bytesMax, cancellationToken);
            if (removed.Documents > 0) log.QuarantineSwept(removed.Documents, removed.Bytes, days, bytesMax);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.QuarantineNotSwept(e.Message);
        }
    }
}
