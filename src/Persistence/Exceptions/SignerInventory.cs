using System.Collections.Immutable;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>The files of which somebody said who signed them, by their hashes.</summary>
/// <param name="Added">Of which nobody said anything before.</param>
/// <param name="Changed">Of which something else was said.</param>
/// <param name="Unchanged">Of which the same was said.</param>
/// <param name="Refused">Of which nothing is taken, and why.</param>
public sealed record InventoryOutcome(
    IReadOnlySet<string> Added, IReadOnlySet<string> Changed, IReadOnlySet<string> Unchanged,
    IReadOnlyDictionary<string, InventoryRefusal> Refused);

/// <summary>Who signed which file, as analysts say, and which signers were seen at all.</summary>
public sealed class SignerInventory
{
    /// <summary>Asks for the signers: many alerts and files have few, so from one to the next by the index.</summary>
    internal const string SeenSql = """
        WITH RECURSIVE
        of_alerts(subject) AS (
            SELECT min(first_hand_signer) FROM alerts WHERE first_hand_signer IS NOT NULL
            UNION ALL
            SELECT (SELECT min(first_hand_signer) FROM alerts WHERE first_hand_signer > known.subject)
            FROM of_alerts AS known WHERE known.subject IS NOT NULL),
        of_inventory(subject) AS (
            SELECT min(subject_key) FROM inventory_signers
            UNION ALL
            SELECT (SELECT min(subject_key) FROM inventory_signers WHERE subject_key > known.subject)
            FROM of_inventory AS known WHERE known.subject IS NOT NULL)
        SELECT subject AS Value FROM of_alerts WHERE subject IS NOT NULL
        UNION ALL
        SELECT subject AS Value FROM of_inventory WHERE subject IS NOT NULL
        """;

    // Well below the number of parameters that a statement may have anywhere.
    private const int KeysPerQuery = 500;

    // What it can say of a file at most, whoever that names.
    private static readonly Signer Unnamed = new(SignerState.Trusted, null, SignerFoundBy.Inventory);

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal SignerInventory(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>A page of the inventory, in the order of the hashes.</summary>
    /// <param name="subject">Only what this subject signed, ignoring case; null for all.</param>
    /// <param name="after">The last hash of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<InventorySigner>> ListAsync(
        string? subject, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var signers = db.InventorySigners.AsNoTracking();
        if (subject is not null)
        {
            var key = InventorySigner.KeyOf(subject);
            signers = signers.Where(s => s.SubjectKey == key);
        }

        if (after is not null) signers = signers.Where(s => string.Compare(s.Sha256, after) > 0);
        return Page<InventorySigner>.Of(
            await signers.OrderBy(s => s.Sha256).Take(limit + 1).ToListAsync(cancellationToken), limit);
    }

    /// <summary>Takes what somebody says of files, of each once, in one commit.</summary>
    /// <param name="entries">What he says.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="isDryRun">Only tell what would come of it.</param>
    /// <param name="cancellationToken">Stops it; nothing is stored then.</param>
    public async Task<InventoryOutcome> PutAsync(
        IReadOnlyCollection<SignerEntry> entries, string actor, DateTimeOffset at, bool isDryRun,
        CancellationToken cancellationToken)
    {
        // Before its turn comes, so that events need not wait while alerts are read.
        IReadOnlyDictionary<string, InventoryRefusal> refused;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
            refused = await InventoryGuard.RefusalsOfAsync(db, entries, cancellationToken);

        var taken = entries.Where(entry => !refused.ContainsKey(entry.Sha256)).ToList();
        var outcome = isDryRun
            ? await ChangeAsync(taken, actor, at, isStored: false, cancellationToken)
            : await _gate.PassAsync(
                () => ChangeAsync(taken, actor, at, isStored: true, cancellationToken), cancellationToken);
        return outcome with { Refused = refused };
    }

    /// <summary>Takes a file out of the inventory.</summary>
    /// <returns>What was said of it; null if it was not in it.</returns>
    public Task<InventorySigner?> RemoveAsync(string sha256, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var signer = await db.InventorySigners.FirstOrDefaultAsync(s => s.Sha256 == sha256, cancellationToken);
            if (signer is null) return null;

            db.InventorySigners.Remove(signer);
            await db.SaveChangesAsync(cancellationToken);
            return signer;
        },
        cancellationToken);

    /// <summary>True if the inventory may tell more than is known of a signer.</summary>
    internal static bool MayTellMoreThan(Signer known) => Unnamed.Outranks(known);

    /// <summary>Everybody whose signature was ever seen to verify, first hand; compared ignoring case.</summary>
    /// <remarks>Also what the inventory says, as long as it does.</remarks>
    public async Task<IReadOnlySet<string>> SignersSeenAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await SignersSeenAsync(db, cancellationToken);
    }

    /// <inheritdoc cref="SignersSeenAsync(CancellationToken)"/>
    internal static async Task<IReadOnlySet<string>> SignersSeenAsync(
        DetectionsDbContext db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQueryRaw<string>(SeenSql).ToListAsync(cancellationToken))
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who signed the files, as far as analysts said, by their hashes.</summary>
    internal static async Task<IReadOnlyDictionary<string, Signer>> FindAsync(
        DetectionsDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Signer>();
        foreach (var some in hashes.Chunk(KeysPerQuery))
            foreach (var signer in await db.InventorySigners.AsNoTracking().Where(s => some.Contains(s.Sha256))
                .Select(s => new { s.Sha256, s.Subject }).ToListAsync(cancellationToken))
                found.Add(
                    signer.Sha256, new Signer(SignerState.Trusted, signer.Subject, SignerFoundBy.Inventory));
        return found;
    }

    private async Task<InventoryOutcome> ChangeAsync(
        IReadOnlyCollection<SignerEntry> entries, string actor, DateTimeOffset at, bool isStored,
        CancellationToken cancellationToken)
    {
        HashSet<string> added = [], changed = [], unchanged = [];
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var some in entries.Chunk(KeysPerQuery))
        {
            var hashes = some.Select(entry => entry.Sha256).ToArray();
            var known = await db.InventorySigners.Where(s => hashes.Contains(s.Sha256))
                .ToDictionaryAsync(s => s.Sha256, cancellationToken);
            foreach (var entry in some)
            {
                if (known.TryGetValue(entry.Sha256, out var signer))
                {
                    (signer.TryChange(entry, actor, at) ? changed : unchanged).Add(entry.Sha256);
                    continue;
                }

                db.InventorySigners.Add(InventorySigner.Of(entry, actor, at));
                added.Add(entry.Sha256);
            }
        }

        if (isStored) await db.SaveChangesAsync(cancellationToken);
        return new InventoryOutcome(added, changed, unchanged, ImmutableDictionary<string, InventoryRefusal>.Empty);
    }
}
