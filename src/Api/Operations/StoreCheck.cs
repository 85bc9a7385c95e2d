using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>Looks once a day, and soon after the start, whether the files of the store are whole.</summary>
internal sealed class StoreCheck(
    IOptions<StorageOptions> storage, StoreHealth health, TimeProvider time, ILogger<StoreCheck> log)
    : BackgroundService
{
    // The first batches after a start are those that waited for it.
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenChecks = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        while (true)
        {
            foreach (var name in StoreFiles.In(storage.Value.DataDirectory)) await CheckAsync(name, stoppingToken);
            await Task.Delay(BetweenChecks, time, stoppingToken);
        }
    }

    private async Task CheckAsync(string name, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        try
        {
            var findings = await IntegrityCheck.RunAsync(
                Path.Combine(storage.Value.DataDirectory, name), cancellationToken);
            var took = time.GetElapsedTime(begun);
            if (health.Remember(name, findings, time.GetUtcNow())) log.StoreDamaged(name, findings[0]);
            else if (findings.Count == 0) log.StoreChecked(name, took);
        }
        catch (SqliteException e)
        {
            log.StoreNotChecked(name, e.Message);
        }
    }
}
