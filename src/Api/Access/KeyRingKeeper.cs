using DetectionApi.Persistence;

namespace DetectionApi.Api.Access;

/// <summary>
/// Keeps the keys in memory as they are in the store, which the command line changes, too, and stores their uses.
/// </summary>
internal sealed class KeyRingKeeper(KeyRing keys, TimeProvider time, ILogger<KeyRingKeeper> log) : BackgroundService
{
    // So long at most a key that was revoked on the command line is still taken.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private const int LooksPerStore = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        for (var look = 1; await WaitAsync(timer, stoppingToken); look++)
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
                if (look % LooksPerStore == 0) await keys.StoreUsesAsync(stoppingToken);
            }
            catch (Exception e) when (StoreFaults.IsOne(e))
            {
                log.KeysNotRead(e.GetBaseException().Message);
            }
        }

        await StoreLastUsesAsync();
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StoreLastUsesAsync()
    {
        try
        {
            await keys.StoreUsesAsync(CancellationToken.None);
        }
        catch (Exception e) when (StoreFaults.IsOne(e))
        {
            log.KeysNotRead(e.GetBaseException().Message);
        }
    }
}
