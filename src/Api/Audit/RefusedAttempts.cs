using System.Threading.Channels;
using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Writes refused attempts into the audit log, about once a second and on no request's time.</summary>
internal sealed class RefusedAttempts(AuditStore store, TimeProvider time, ILogger<RefusedAttempts> log)
    : BackgroundService
{
    private const int AttemptsWaitingMax = 10_000;
    private const int LinesWaitingMax = 10_000;

    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);

    // Each has room of its own: strangers who come in crowds must not keep out those who are known.
    private readonly Channel<RefusedAttempt> _believed = NewChannel();
    private readonly Channel<RefusedAttempt> _strangers = NewChannel();

    private readonly AttemptFolding _folding = new();
    private readonly List<AuditLine> _lines = [];
    private int _turnedAway;

    /// <summary>Takes an attempt, to be written soon.</summary>
    public void Take(RefusedAttempt attempt)
    {
        var waiting = attempt.IsBelieved ? _believed : _strangers;
        if (!waiting.Writer.TryWrite(attempt)) Interlocked.Increment(ref _turnedAway);
    }

    private static Channel<RefusedAttempt> NewChannel() => Channel.CreateBounded<RefusedAttempt>(
        new BoundedChannelOptions(AttemptsWaitingMax) { SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenWrites, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync(isLast: stoppingToken.IsCancellationRequested);
        }
    }

    private async Task WriteAsync(bool isLast)
    {
        Fold(isLast);
        if (_lines.Count == 0) return;

        try
        {
            await store.AppendAsync(_lines, CancellationToken.None);
            _lines.Clear();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // They stay for the next time; if that never comes there is the service's log.
            log.AttemptsNotWritten(_lines.Count, e.GetBaseException().Message);
        }
    }

    private void Fold(bool isLast)
    {
        while (_believed.Reader.TryRead(out var attempt)) _folding.Take(attempt);
        while (_strangers.Reader.TryRead(out var attempt)) _folding.Take(attempt);
        _folding.TakeUnknown(Interlocked.Exchange(ref _turnedAway, 0));
        _lines.AddRange(_folding.TakeDue(time.GetUtcNow(), isLast));
        if (_lines.Count <= LinesWaitingMax) return;

        _folding.TakeUnknown(_lines.Skip(LinesWaitingMax).Sum(line => line.Count));
        _lines.RemoveRange(LinesWaitingMax, _lines.Count - LinesWaitingMax);
    }
}
