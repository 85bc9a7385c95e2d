using DetectionApi.Domain.Alerts;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Alerts;

/// <summary>An alert as it is now, and the number of its last change.</summary>
/// <param name="Number">Ascending in the order in which changes were stored, over all alerts.</param>
/// <param name="Alert">The alert.</param>
public sealed record ChangedAlert(long Number, Alert Alert)
{
    /// <summary>The number of the change with which it began.</summary>
    public long BegunNumber { get; init; }

    /// <summary>The number of the change with which it came into the queue; null if it never did.</summary>
    public long? RaisedNumber { get; init; }

    /// <summary>The number of the change with which its investigation came to escalate; null if it never did.</summary>
    public long? EscalatedNumber { get; init; }

    /// <summary>True if it began, or came into the queue, after that change.</summary>
    public bool IsNewSince(long number) => BegunNumber > number || RaisedNumber > number;
}

/// <summary>The alerts in the order in which they last changed, for whoever follows them.</summary>
/// <remarks>
/// Who knows the number of the last change that it saw misses nothing, also after a restart. Of several changes of one
/// alert only the last is seen.
/// </remarks>
public sealed class AlertFeed
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewSignal();
    private long _latest;

    internal AlertFeed(IDbContextFactory<DetectionsDbContext> contexts) => _contexts = contexts;

    /// <summary>The number of the last change that was stored since this process began; 0 before the first.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>The number of the last change in the store; 0 if there are no alerts.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.LastChangeNumberAsync(cancellationToken);
    }

    /// <summary>The alerts that changed after that number, in order.</summary>
    /// <param name="number">The last change that is known; 0 for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ChangedAlert>> AfterAsync(
        long number, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Alerts.AsNoTracking()
            .Where(a => EF.Property<long>(a, DetectionsDbContext.ChangeNumber) > number)
            .OrderBy(a => EF.Property<long>(a, DetectionsDbContext.ChangeNumber))
            .Take(limit)
            .Select(a => new ChangedAlert(EF.Property<long>(a, DetectionsDbContext.ChangeNumber), a)
            {
                BegunNumber = EF.Property<long>(a, DetectionsDbContext.BegunNumber),
                RaisedNumber = EF.Property<long?>(a, DetectionsDbContext.RaisedNumber),
                EscalatedNumber = EF.Property<long?>(a, DetectionsDbContext.EscalatedNumber),
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>Waits until a later change than that was stored by this process.</summary>
    public Task WaitAsync(long number, CancellationToken cancellationToken)
    {
        lock (_lock) return _latest > number ? Task.CompletedTask : _next.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Says that changes up to that number are on disk.</summary>
    internal void Announce(long number)
    {
        TaskCompletionSource passed;
        lock (_lock)
        {
            if (number <= _latest) return;
            _latest = number;
            (passed, _next) = (_next, NewSignal());
        }

        passed.SetResult();
    }

    // Whoever stores must not be the one on whose thread followers go on.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
