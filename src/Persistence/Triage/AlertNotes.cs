using DetectionApi.Domain.Alerts;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Triage;

/// <summary>What was said, done and changed about an alert.</summary>
public sealed class AlertNotes
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly TriageTransaction _transaction;

    internal AlertNotes(IDbContextFactory<DetectionsDbContext> contexts, TriageTransaction transaction) =>
        (_contexts, _transaction) = (contexts, transaction);

    /// <summary>A page of an alert's history, in the order of the changes.</summary>
    public async Task<Page<AlertHistoryEntry>> HistoryAsync(
        string alertId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return Page<AlertHistoryEntry>.Of(
            await db.AlertHistory.AsNoTracking()
                .Where(entry => entry.AlertId == alertId && entry.Number > after)
                .OrderBy(entry => entry.Number).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>A page of an alert's comments, in the order of writing.</summary>
    public async Task<Page<AlertComment>> CommentsAsync(
        string alertId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return Page<AlertComment>.Of(
            await db.AlertComments.AsNoTracking()
                .Where(comment => comment.AlertId == alertId && comment.Id > after)
                .OrderBy(comment => comment.Id).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>A page of the steps that were taken because of an alert, in the order of recording.</summary>
    public async Task<Page<ContainmentStep>> ContainmentAsync(
        string alertId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return Page<ContainmentStep>.Of(
            await db.ContainmentSteps.AsNoTracking()
                .Where(step => step.AlertId == alertId && step.Id > after)
                .OrderBy(step => step.Id).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>Adds a comment to an alert that exists.</summary>
    public Task<AlertComment> AddAsync(
        AlertComment comment, Func<AlertComment, RememberedAnswer?>? answer, CancellationToken cancellationToken) =>
        _transaction.RunAsync(
            db =>
            {
                db.AlertComments.Add(comment);
                return Task.FromResult(comment);
            },
            answer,
            cancellationToken);

    /// <summary>Records a step that was taken because of an alert that exists.</summary>
    public Task<ContainmentStep> AddAsync(
        ContainmentStep step, Func<ContainmentStep, RememberedAnswer?>? answer, CancellationToken cancellationToken) =>
        _transaction.RunAsync(
            db =>
            {
                db.ContainmentSteps.Add(step);
                return Task.FromResult(step);
            },
            answer,
            cancellationToken);

    /// <summary>Records that a step was undone.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="stepId">The step.</param>
    /// <param name="doing">Who undid it, and when.</param>
    /// <param name="answer">Makes the answer to be remembered; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <returns>The step, null if there is none of that number, and whether this undid it: false if it was undone
    /// before.</returns>
    public Task<(ContainmentStep? Step, bool IsDone)> ReverseAsync(
        string alertId, long stepId, Doing doing, Func<ContainmentStep, RememberedAnswer?>? answer,
        CancellationToken cancellationToken) => _transaction.RunAsync<(ContainmentStep? Step, bool IsDone)>(
        async db =>
        {
            var step = await db.ContainmentSteps.FirstOrDefaultAsync(s => s.Id == stepId && s.AlertId == alertId);
            return (step, step?.TryReverse(doing.At, doing.Actor) is true);
        },
        made => made is { Step: { } step, IsDone: true } ? answer?.Invoke(step) : null,
        cancellationToken);
}
