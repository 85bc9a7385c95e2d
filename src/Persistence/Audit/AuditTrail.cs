namespace DetectionApi.Persistence.Audit;

/// <summary>Stores what somebody changed along with the lines that say so: both, or neither.</summary>
internal static class AuditTrail
{
    /// <summary>Saves, within the transaction that there is or one of its own.</summary>
    /// <param name="db">What is saved.</param>
    /// <param name="scope">On whose behalf.</param>
    /// <param name="save">Saves the rows themselves.</param>
    /// <param name="cancellationToken">Stops it; nothing is stored then.</param>
    public static async Task<int> SaveAsync(
        DetectionsDbContext db, AuditScope scope, Func<Task<int>> save, CancellationToken cancellationToken)
    {
        var changes = AuditedChange.In(db.ChangeTracker);
        if (changes.Count == 0) return await save();

        await using var own = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancellationToken)
            : null;
        var saved = await save();
        var now = scope.Now;
        await AuditTable.AppendAsync(
            db, changes.Select(change => change.LineOf(scope.Origin, now)), cancellationToken);
        if (own is not null) await own.CommitAsync(cancellationToken);
        return saved;
    }
}
