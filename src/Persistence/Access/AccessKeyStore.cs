using DetectionApi.Domain.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Access;

/// <summary>When and from where a key was used.</summary>
/// <param name="At">When.</param>
/// <param name="From">The address; null if there is none, as on a Unix socket.</param>
public sealed record KeyUse(DateTimeOffset At, string? From);

/// <summary>Keeps access keys. None is ever deleted, for the records speak of them.</summary>
public sealed class AccessKeyStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal AccessKeyStore(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>Whether a key lets anybody into the store of that directory. Nothing is opened to be written.</summary>
    public static async Task<bool> HasActiveAsync(
        string dataDirectory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string HasTable = "SELECT count(*) FROM sqlite_master WHERE name = 'access_keys'";
        const string HasKey =
            "SELECT count(*) FROM access_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $now)";

        var file = Path.Combine(dataDirectory, DetectionsDatabase.FileName);
        if (!File.Exists(file)) return false;

        await using var store = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        await store.OpenAsync(cancellationToken);
        return await CountAsync(HasTable) > 0 && await CountAsync(HasKey) > 0;

        async Task<long> CountAsync(string sql)
        {
            await using var command = store.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<AccessKey>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.AccessKeys.AsNoTracking()
            .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>A page of the keys, the newest first.</summary>
    /// <param name="after">When the last key of the page before was made, and its id; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<AccessKey>> ListAsync(
        (DateTimeOffset CreatedAt, string Id)? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var keys = db.AccessKeys.AsNoTracking();
        if (after is var (at, id))
            keys = keys.Where(key => key.CreatedAt < at
                || (key.CreatedAt == at && string.Compare(key.Id, id) < 0));

        return Page<AccessKey>.Of(
            await keys.OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id).Take(limit + 1)
                .ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>The key of that id; null if there is none.</summary>
    public async Task<AccessKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.AccessKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Id == id, cancellationToken);
    }

    /// <summary>A number that is another one after keys were made or changed, by whatever process.</summary>
    public async Task<long> StampAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.AccessKeys.SumAsync(key => (long)key.Revision, cancellationToken);
    }

    /// <summary>Stores a new key.</summary>
    public Task AddAsync(AccessKey key, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            db.AccessKeys.Add(key);
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Changes a key.</summary>
    /// <param name="id">The key.</param>
    /// <param name="revision">The revision that the change is meant for; null for whatever it is.</param>
    /// <param name="change">Makes of the key what it is to be; the same if there is nothing to change.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <returns>The key as it is then, and whether the revision was the one; null if there is no such key.</returns>
    public Task<(AccessKey Key, bool IsMeant)?> ChangeAsync(
        string id, int? revision, Func<AccessKey, AccessKey> change, CancellationToken cancellationToken) =>
        _gate.PassAsync<(AccessKey, bool)?>(
            async () =>
            {
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                if (await db.AccessKeys.FirstOrDefaultAsync(key => key.Id == id, cancellationToken) is not { } stored)
                    return null;
                if (revision is not null && revision != stored.Revision) return (stored, false);

                var changed = change(stored);
                db.Entry(stored).CurrentValues.SetValues(changed);
                await db.SaveChangesAsync(cancellationToken);
                return (changed, true);
            },
            cancellationToken);

    /// <summary>Notes when keys were used last. That is no change of theirs.</summary>
    public Task NoteUsesAsync(IReadOnlyDictionary<string, KeyUse> uses, CancellationToken cancellationToken) =>
        _gate.PassAsync(
            async () =>
            {
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                foreach (var (id, use) in uses)
                    await db.AccessKeys.Where(key => key.Id == id).ExecuteUpdateAsync(
                        key => key.SetProperty(k => k.LastUsedAt, use.At).SetProperty(k => k.LastUsedFrom, use.From),
                        cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return uses.Count;
            },
            cancellationToken);
}
