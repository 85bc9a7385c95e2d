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
    // More than that at once are tried before anybody else has to wait for them.
    private const int TriedFirst = 20;

    /// <summary>Carries out commands, one after another.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="mode">Whether all or none, and whether at all.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="answer">Makes the answer that is remembered if something was done; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn. What has begun is finished.</param>
    /// <returns>What came of each, in the order of the commands.</returns>
    public async Task<IReadOnlyList<ExceptionOutcome>> RunAsync(
        IReadOnlyList<ExceptionCommand> commands, ExceptionBatchMode mode, Doing doing,
        Func<IReadOnlyList<ExceptionOutcome>, RememberedAnswer?>? answer, CancellationToken cancellationToken)
    {
        if (!mode.IsDryRun && commands.Count <= TriedFirst)
            return await StoreAsync(commands, mode, doing, answer, cancellationToken);

        // What comes to nothing, or is to come to nothing, makes no batch of events wait.
        var tried = await TryAsync(commands, doing, cancellationToken);
        return mode.IsDryRun || !IsDone(tried, mode)
            ? tried
            : await StoreAsync(commands, mode, doing, answer, cancellationToken);
    }

    private static bool IsDone(IReadOnlyList<ExceptionOutcome> outcomes, ExceptionBatchMode mode) =>
        mode.IsAtomic ? outcomes.All(o => o.IsDone) : outcomes.Any(o => o.IsDone);

    private async Task<IReadOnlyList<ExceptionOutcome>> TryAsync(
        IReadOnlyList<ExceptionCommand> commands, Doing doing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var work = await ExceptionTransaction.BeginAsync(db, judge, commands, doing);
        return await CarryOutAsync(work, commands, cancellationToken);
    }

    private static async Task<IReadOnlyList<ExceptionOutcome>> CarryOutAsync(
        ExceptionTransaction work, IReadOnlyList<ExceptionCommand> commands, CancellationToken cancellationToken)
    {
        var outcomes = new List<ExceptionOutcome>(commands.Count);
        foreach (var command in commands)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(await work.CarryOutAsync(command));
        }

        return outcomes;
    }

    private Task<IReadOnlyList<ExceptionOutcome>> StoreAsync(
        IReadOnlyList<ExceptionCommand> commands, ExceptionBatchMode mode, Doing doing,
        Func<IReadOnlyList<ExceptionOutcome>, RememberedAnswer?>? answer, CancellationToken cancellationToken) =>
        gate.PassAsync(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
                await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
                var work = await ExceptionTransaction.BeginAsync(db, judge, commands, doing);
                var outcomes = await CarryOutAsync(work, commands, CancellationToken.None);
                if (!IsDone(outcomes, mode)) return outcomes;

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
