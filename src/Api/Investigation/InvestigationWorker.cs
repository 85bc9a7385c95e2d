using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Api.Investigation;

/// <summary>
/// Investigates alerts before anybody asks, and again when their context comes late, when others were judged that have
/// something in common with them, and when enough time has passed.
/// </summary>
internal sealed class InvestigationWorker(
    Investigator investigator, InvestigationStore investigations, AlertFeed feed, AlertStore alerts,
    ContextWatch watch, TimeProvider time, ILogger<InvestigationWorker> log) : BackgroundService
{
    private const int AlertsPerRead = 200;
    private const int AlertsPerTurn = 20;
    private const int SeenMax = 100_000;

    // What one process does comes in many batches; each alert is looked at again when some of them have come.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    // Hosts send what they have within minutes, mostly.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LooksEnd = TimeSpan.FromHours(6);

    // Times of events are what hosts say; nobody waits longer than for what happens now.
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    // What came for older ones while nobody watched is looked at when somebody asks.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(2);

    // Revisions that came of an investigation are no reason for the next one.
    private readonly Dictionary<string, int> _seen = [];
    private readonly SettlingAlerts _later = new();
    private readonly InvestigationQueue _queue = new();
    private long? _number;
    private bool _isWatching;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeTurnAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.AlertsNotFollowed(e.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        _number ??= await investigations.FollowedToAsync(cancellationToken);
        if (!_isWatching) await WatchOpenAsync(cancellationToken);
        while (await ReadOnAsync(cancellationToken)) continue;

        foreach (var id in watch.TakeTouched().Concat(_later.TakeDue(time.GetUtcNow())))
            _queue.Add(id, Urgency.Changed);
        var next = _queue.Take(AlertsPerTurn);
        foreach (var id in next)
            if (await alerts.FindAsync(id, cancellationToken) is { } alert)
                await InvestigateAsync(alert, cancellationToken);
        if (next.Count > 0) return;

        await WaitAsync(cancellationToken);
        await Task.Delay(Gathering, time, cancellationToken);
    }

    // Who was watched before the service ended is watched again; what came in between is looked for.
    private async Task WatchOpenAsync(CancellationToken cancellationToken)
    {
        var filter = new AlertFilter
        {
            Dispositions = [Disposition.Raised],
            Statuses = [AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.InProgress],
        };
        AlertPosition? after = null;
        var (watched, page) = (0, default(Page<Alert>));
        do
        {
            page = await alerts.ListAsync(filter, AlertOrder.LastSeen, after, AlertsPerRead, cancellationToken);
            foreach (var alert in page.Items)
            {
                watch.Watch(alert.Id, ContextNeeds.Of(alert.Host.Name, alert.Source));
                if (alert.CreatedAt > time.GetUtcNow() - Recent) _queue.Add(alert.Id, Urgency.Changed);
                after = new AlertPosition(alert.RiskScore, alert.LastSeenAt, alert.Id);
            }

            watched += page.Items.Count;
        }
        while (page.HasMore && watched < ContextWatch.AlertsMax);

        _isWatching = true;
    }

    // False when it has read all.
    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        var changed = await feed.AfterAsync(_number!.Value, AlertsPerRead, cancellationToken);
        if (changed.Count == 0) return false;

        foreach (var (_, alert) in changed)
            if (alert.Disposition is Disposition.Excepted) Forget(alert);
            else if (!_seen.TryGetValue(alert.Id, out var revision) || revision != alert.Revision)
                _queue.Add(alert.Id, UrgencyOf(alert));
        await TouchRelatedAsync([.. changed.Select(c => c.Alert).Where(IsJudgedAnew)], cancellationToken);
        _number = changed[^1].Number;
        return true;
    }

    private static Urgency UrgencyOf(Alert alert) => alert switch
    {
        { Disposition: not Disposition.Raised } => Urgency.Overflow,
        { Recommendation: null } => Urgency.New,
        _ => Urgency.Changed,
    };

    // Nobody looked at what an exception closed.
    private bool IsJudgedAnew(Alert alert) => alert.Disposition is not Disposition.Excepted
        && (alert.ClosedAt > time.GetUtcNow() - Recent
            || (alert.Status is AlertStatus.Open && alert.ReopenedAt > time.GetUtcNow() - Recent));

    private void Forget(Alert alert)
    {
        _seen.Remove(alert.Id);
        watch.Forget(alert.Id);
    }

    // What one alert turned out to be says something about the others of its pattern, and of its host.
    private async Task TouchRelatedAsync(IReadOnlyList<Alert> judged, CancellationToken cancellationToken)
    {
        if (judged.Count == 0) return;

        var open = new AlertFilter
        {
            Dispositions = [Disposition.Raised],
            Statuses = [AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.InProgress],
        };
        AlertFilter[] related =
        [
            open with { PatternIds = [.. judged.Select(a => a.PatternId).Distinct()] },
            open with
            {
                Hosts = [.. judged.Select(a => a.Host.Name).Distinct()],
                From = judged.Min(a => a.FirstSeenAt) - RelatedActivity.Around,
            },
        ];
        foreach (var filter in related)
        {
            var page = await alerts.ListAsync(filter, AlertOrder.LastSeen, null, AlertsPerRead, cancellationToken);
            foreach (var alert in page.Items) _queue.Add(alert.Id, Urgency.Changed);
        }
    }

    // For whatever comes first.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> reasons = [feed.WaitAsync(_number!.Value, any.Token), watch.WaitAsync(any.Token)];
        if (_later.NextAt - time.GetUtcNow() is { } left)
            reasons.Add(Task.Delay(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, WaitMax.Ticks)), time, any.Token));
        await Task.WhenAny(reasons);
        await any.CancelAsync();
    }

    private async Task InvestigateAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (alert.Disposition is Disposition.Excepted || alert.Status is AlertStatus.Closed)
        {
            Forget(alert);
            return;
        }

        var began = time.GetTimestamp();
        if (alert.Disposition is Disposition.Raised)
            watch.Watch(alert.Id, ContextNeeds.Of(alert.Host.Name, alert.Source));
        try
        {
            if (await investigator.InvestigateAndKeepAsync(alert, cancellationToken) is { } revision)
            {
                if (_seen.Count > SeenMax) _seen.Clear();
                _seen[alert.Id] = revision;
            }

            LookAgain(alert);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.AlertNotInvestigated(alert.Id, e.Message);
            _later.Await(alert.Id, time.GetUtcNow() + Retry);
        }

        // Shippers go first: on a small machine it takes half a processor at most.
        await Task.Delay(time.GetElapsedTime(began), time, cancellationToken);
    }

    // That nothing happened can only be told when the host has sent what came later.
    private void LookAgain(Alert alert)
    {
        var (now, settlesAt) = (time.GetUtcNow(), EvidenceKeys.SettledAt(alert));
        if (settlesAt > now) _later.Await(alert.Id, settlesAt < now + WaitMax ? settlesAt : now + WaitMax);
        else if (now < settlesAt + LooksEnd && !investigator.HasSettled(alert))
            _later.Await(alert.Id, now + BetweenLooks);
    }
}
