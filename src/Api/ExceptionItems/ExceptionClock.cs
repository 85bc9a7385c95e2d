using DetectionApi.Api.AlertStream;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>An item of which all who follow the alerts are told that it ends, or has.</summary>
/// <param name="Id">The item.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Days">How many days are left; 0 if it is over.</param>
internal sealed record ExpiringException(string Id, string Name, string Owner, DateTimeOffset? ExpiresAt, int Days);

/// <summary>Lets items expire every minute, and tells of those that will.</summary>
internal sealed class ExceptionClock(
    ExceptionExpiry expiry, StreamHub stream, TimeProvider time, ILogger<ExceptionClock> log) : BackgroundService
{
    private const string Expiring = "exception-expiring";
    private const string Expired = "exception-expired";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Looks after the items once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var notice in await expiry.PassTimeAsync(time.GetUtcNow(), cancellationToken))
        {
            var item = notice.Item;
            stream.Tell(
                notice.HasExpired ? Expired : Expiring,
                new ExpiringException(
                    item.Id, item.Content.Name, item.Content.Owner, item.ExpiresAt, notice.DaysLeft));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.ItemsNotLookedAfter(e.Message);
            }

            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }
}
