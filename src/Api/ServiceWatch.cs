using DetectionApi.Api.Operations;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Telemetry;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>What takes a question to find out; null is what was not found out yet.</summary>
/// <param name="OpenAlerts">How many alerts of the queue are not closed.</param>
/// <param name="PendingMessages">How many messages to webhooks wait.</param>
/// <param name="DeadMessages">How many were given up.</param>
/// <param name="DiedLately">How many of those within the last day.</param>
/// <param name="ContextBytes">How many bytes of <c>context.db</c> hold something.</param>
internal sealed record LookedUp(
    int? OpenAlerts = null, int? PendingMessages = null, int? DeadMessages = null, int DiedLately = 0,
    long? ContextBytes = null);

/// <summary>Looks every half minute how the service is, for alarms and for what it measures of itself.</summary>
internal sealed class ServiceWatch(
    BatchTelemetry batches, RuleBook rules, AlarmBoard board, DetectionsDatabase database, AlertIndex alerts,
    WebhookStore webhooks, ContextRetention context, IOptions<StorageOptions> storage,
    IOptions<TelemetryOptions> options, TimeProvider time, ILogger<ServiceWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // However many ask, the store is asked once a second.
    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(1);

    // The first reading of a large store, or a disk that hangs, must not hold up whoever asks.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly AlertFilter OpenQueue = new()
    {
        Dispositions = [Disposition.Raised],
        Statuses = [AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.InProgress],
    };

    private static readonly SummaryQuestion HowMany = new([], Interval: null, Top: 0);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile LookedUp _last = new();
    private long? _lookedAt;

    /// <summary>What was found out last.</summary>
    public LookedUp Last => _last;

    /// <summary>Finds out anew, unless somebody just did. What cannot be found out stays as it was.</summary>
    public async Task LookUpAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_lookedAt is { } at && time.GetElapsedTime(at) < StaysFresh) return;

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await AskAsync(patience.Token);
            _lookedAt = time.GetTimestamp();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // When the store fails, the rest of what is measured is asked for more than ever. What only takes long,
            // as the alerts do after a start, is there the next time.
            if (e is not OperationCanceledException) log.NotLookedUp(e.Message);
            _lookedAt = time.GetTimestamp();
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>The alarms that hold now.</summary>
    public IReadOnlyList<AlarmResponse> LookForAlarms()
    {
        var now = time.GetUtcNow();
        var state = new ServiceState(
            now, batches.LastArrival, batches.Lately, rules.Current.Detector.RuleCount,
            StoreFiles.RoomAt(storage.Value.DataDirectory), database.HasWriteFailed, _last.DiedLately);
        return board.Put(Alarms.In(state, options.Value), now);
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            await LookUpAsync(stoppingToken);
            LookForAlarms();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What takes longest comes last: the first reading of a large store keeps only that back.
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var lately = time.GetUtcNow() - Alarms.Lately;
        var (pending, dead, diedLately) = await webhooks.TotalsAsync(lately, cancellationToken);
        _last = _last with { PendingMessages = pending, DeadMessages = dead, DiedLately = diedLately };
        _last = _last with { ContextBytes = await context.BytesInUseAsync(cancellationToken) };
        var open = await alerts.SummariseAsync(OpenQueue, HowMany, time.GetUtcNow(), cancellationToken);
        _last = _last with { OpenAlerts = open.Total.Alerts };
    }
}
