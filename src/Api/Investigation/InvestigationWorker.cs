using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Api.Investigation;

/// <summary>
/// Investigates the alerts of the queue before anybody asks, and again when their context comes late.
/// </summary>
internal sealed class InvestigationWorker(
    Investigator investigator, InvestigationStore investigations, AlertFeed feed, AlertStore alerts,
    ContextWatch watch, TimeProvider time, ILogger<InvestigationWorker> log) : BackgroundService
{
    private const int AlertsPerRead = 200;
    private const int SeenMax = 100_000;

    // What one process does comes in many batches; each alert is looked at again when some of them have come.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // Revisions that came of an investigation are no reason for the next one.
    private readonly Dictionary<string, int> _seen = [];
    private readonly SettlingAlerts _settling = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(await investigations.FollowedToAsync(stoppingToken), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.AlertsNotFollowed(e.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = await feed.AfterAsync(number, AlertsPerRead, cancellationToken);
            foreach (var change in changed) await LookAtAsync(change.Alert, cancellationToken);
            foreach (var id in watch.TakeTouched().Union(_settling.TakeDue(time.GetUtcNow())))
                if (await alerts.FindAsync(id, cancellationToken) is { } touched)
                    await InvestigateAsync(touched, cancellationToken);

            if (changed.Count > 0)
            {
                number = changed[^1].Number;
                continue;
            }

            await WaitAsync(number, cancellationToken);
            await Task.Delay(Gathering, time, cancellationToken);
        }
    }

    // For whatever comes first.
    private async Task WaitAsync(long number, CancellationToken cancellationToken)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> reasons = [feed.WaitAsync(number, any.Token), watch.WaitAsync(any.Token)];
        if (_settling.NextAt - time.GetUtcNow() is { } left)
            reasons.Add(Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, any.Token));
        await Task.WhenAny(reasons);
        await any.CancelAsync();
    }

    private async Task LookAtAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(alert.Id, out var revision) && revision == alert.Revision) return;

        await InvestigateAsync(alert, cancellationToken);
    }

    private async Task InvestigateAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (alert.Disposition is not Disposition.Raised || alert.Status is AlertStatus.Closed)
        {
            _seen.Remove(alert.Id);
            watch.Forget(alert.Id);
            return;
        }

        var (began, settlesAt) = (time.GetTimestamp(), EvidenceKeys.SettledAt(alert));
        if (settlesAt > time.GetUtcNow()) _settling.Await(alert.Id, settlesAt);
        watch.Watch(alert.Id, ContextNeeds.Of(alert.Host.Name, alert.Source));
        try
        {
            if (await investigator.InvestigateAndKeepAsync(alert, cancellationToken) is { } revision)
            {
                if (_seen.Count > SeenMax) _seen.Clear();
                _seen[alert.Id] = revision;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.AlertNotInvestigated(alert.Id, e.Message);
        }

        // Shippers go first: on a small machine it takes half a processor at most.
        await Task.Delay(time.GetElapsedTime(began), time, cancellationToken);
    }
}
