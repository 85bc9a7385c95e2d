using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Reads what could not be read.</summary>
public sealed class QuarantineStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;

    internal QuarantineStore(IDbContextFactory<DetectionsDbContext> contexts) => _contexts = contexts;

    /// <summary>A page, newest first.</summary>
    /// <param name="before">The number of the last document of the page before.</param>
    /// <param name="limit">How many at most; fewer if they are long.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<QuarantinedDocument>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Page<QuarantinedDocument>.OfDocumentsAsync(
            db.Quarantine.AsNoTracking()
                .Where(d => before == null || d.Id < before)
                .OrderByDescending(d => d.Id),
            limit, d => d.Document, cancellationToken);
    }

    /// <summary>One document; null if there is none of that number.</summary>
    public async Task<QuarantinedDocument?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Quarantine.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
    }
}
