using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>
/// The one way in which exception items are changed: all of a transaction, its versions, its answer and the items in
/// force, or nothing.
/// </summary>
internal sealed class ExceptionWriter(
    IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate, ExceptionGate judge, ExceptionsInForce inForce)
{
    /// <summary>Carries out commands, one after another.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="mode">Whether all or none, and whether at all.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="answer">Makes the answer that is remembered if something was done; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn. What has begun is finished.</param>
    /// <returns>What came of each, in the order of the commands.</returns>
    public Task<IReadOnlyList<ExceptionOutcome>> RunAsync(
        IReadOnlyList<ExceptionCommand> commands, ExceptionBatchMode mode, Doing doing,
        Func<IReadOnlyList<ExceptionOutcome>, RememberedAnswer?>? answer, CancellationToken cancellationToken) =>
        gate.PassAsync<IReadOnlyList<ExceptionOutcome>>(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
                await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
                var work = await ExceptionTransaction.BeginAsync(db, judge, commands, doing);
                var outcomes = new List<ExceptionOutcome>(commands.Count);
                foreach (var command in commands) outcomes.Add(await work.CarryOutAsync(command));
                var isDone = mode.IsAtomic ? outcomes.TrueForAll(o => o.IsDone) : outcomes.Exists(o => o.IsDone);
                if (mode.IsDryRun || !isDone) return outcomes;

                await db.SaveChangesAsync(CancellationToken.None);
                if (answer?.Invoke(outcomes) is { } remembered) await AnswerMemory.AddAsync(db, remembered);
                await transaction.CommitAsync(CancellationToken.None);

                // Nobody passes the gate before: what is stored next is judged by the new items.
                inForce.Put(work.Changes.ApplyTo(inForce.Current));
                return outcomes;
            },
            cancellationToken);

    /// <summary>Adds a row, and remembers its answer.</summary>
    /// <param name="row">The row; null for none.</param>
    /// <param name="answer">Makes the answer of the row once it is numbered; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    public Task<T?> AddAsync<T>(T? row, Func<T, RememberedAnswer?>? answer, CancellationToken cancellationToken)
        where T : class => gate.PassAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            if (row is not null) db.Add(row);
            await db.SaveChangesAsync(CancellationToken.None);
            if (answer?.Invoke(row!) is { } remembered) await AnswerMemory.AddAsync(db, remembered);
            await transaction.CommitAsync(CancellationToken.None);
            return row;
        },
        cancellationToken);

    /// <summary>Holds those no longer in force that ended before that time.</summary>
    public Task ForgetAsync(DateTimeOffset ended, CancellationToken cancellationToken) => gate.LookAsync(
        () =>
        {
            var items = inForce.Current.Items.Where(item => !(item.Terms.ExpiresAt <= ended)).ToList();
            if (items.Count < inForce.Current.Items.Count) inForce.Put(new ExceptionIndex(items));
        },
        cancellationToken);
}
