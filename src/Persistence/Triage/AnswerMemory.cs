using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Triage;

/// <summary>Answers that are kept for a day, each stored along with what its request changed.</summary>
public sealed class AnswerMemory
{
    /// <summary>For how long an answer is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;

    internal AnswerMemory(IDbContextFactory<DetectionsDbContext> contexts) => _contexts = contexts;

    /// <summary>The answer to what somebody called so; null if there is none, or it is too old.</summary>
    public async Task<RememberedAnswer?> FindAsync(
        string actor, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var since = now - Kept;
        return await db.Answers.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Actor == actor && a.Key == key && a.At > since, cancellationToken);
    }

    /// <summary>Adds an answer in the transaction of what it answers, and removes those that are too old.</summary>
    internal static async Task AddAsync(DetectionsDbContext db, RememberedAnswer answer)
    {
        var since = answer.At - Kept;
        await db.Answers.Where(a => a.At <= since).ExecuteDeleteAsync();
        db.Answers.Add(answer);
        await db.SaveChangesAsync();
    }
}
