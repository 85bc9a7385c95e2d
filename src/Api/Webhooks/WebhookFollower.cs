using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Follows the alerts and writes down which messages are due.</summary>
internal sealed class WebhookFollower(
    AlertFeed alerts, WebhookFeed webhooks, WebhookMessages messages, WebhookBell bell,
    IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookFollower> log) : BackgroundService
{
    private const int ChangesPerRead = 100;

    // Changes of which nobody is told need no commit each; what was looked at in vain may be looked at again.
    private const int UnsavedMax = 1000;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private FollowedTo _saved = new(0, 0);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var names = options.Value.Targets.Select(target => target.Name).ToList();
        _saved = await webhooks.OpenAsync(names, time.GetUtcNow(), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Targets.Count > 0)
        {
            try
            {
                await FollowAsync(_saved, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.WebhooksNotFed(e.Message);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(FollowedTo from, CancellationToken cancellationToken)
    {
        while (true)
        {
            var upTo = alerts.Latest;
            var changes = await alerts.AfterAsync(from.Position, ChangesPerRead, cancellationToken);
            var targets = await webhooks.TargetsAsync(cancellationToken);
            var now = time.GetUtcNow();
            var due = changes.SelectMany(change => messages.Of(change, from.Level, targets, now)).ToList();

            var isLevel = changes.Count < ChangesPerRead;
            var position = changes.Count > 0 ? changes[^1].Number : from.Position;
            if (isLevel) position = Math.Max(position, upTo);
            from = new FollowedTo(position, isLevel ? position : from.Level);
            if (due.Count > 0 || position - _saved.Position > UnsavedMax)
                await SaveAsync(due, from, now, cancellationToken);
            if (isLevel) await alerts.WaitAsync(position, cancellationToken);
        }
    }

    private async Task SaveAsync(
        List<WebhookDelivery> due, FollowedTo followed, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var pendingMax = options.Value.PendingMax;
        var givenUp = await webhooks.AddAsync(due, followed, pendingMax, now, cancellationToken);
        _saved = followed;
        if (givenUp > 0) log.WebhooksGivenUp(givenUp, pendingMax);
        if (due.Count > 0) bell.Ring();
    }
}
