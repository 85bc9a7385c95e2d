using DetectionApi.Persistence.Context;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>The file <c>detections.db</c> as a whole.</summary>
public sealed class DetectionsDatabase
{
    /// <summary>The name of the file in the data directory.</summary>
    public const string FileName = "detections.db";

    // SQLite's own number for it, and as much as its log takes before the pages move into the database.
    private const int DiskIsFull = 13;
    private const long RoomLeast = 4 * 1024 * 1024;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly ContextDatabase _context;
    private readonly WriteGate _gate;

    internal DetectionsDatabase(
        IDbContextFactory<DetectionsDbContext> contexts, ContextDatabase context, WriteGate gate) =>
        (_contexts, _context, _gate) = (contexts, context, gate);

    /// <summary>True if the last write of either database failed.</summary>
    public bool HasWriteFailed => _gate.HasFailed;

    /// <summary>Creates the file or brings it up to date.</summary>
    /// <param name="held">The directory of the file: nobody else migrates it at the same time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task MigrateAsync(DataDirectory held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await ForgetStaleLockAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }

    /// <summary>
    /// Throws unless the database can be read and, if the last write failed, both databases can be written again.
    /// </summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.RuleSettings.AnyAsync(cancellationToken);
        if (!_gate.HasFailed) return;

        // A page may fit where no batch does.
        if (new DriveInfo(Path.GetFullPath(db.Database.GetDbConnection().DataSource)).AvailableFreeSpace < RoomLeast)
            throw new SqliteException("The disk is full.", DiskIsFull);

        // Nobody reads the number; that it can be written is the point.
        await _gate.PassAsync(
            () =>
            {
                _context.Probe();
                return db.Database.ExecuteSqlRawAsync("PRAGMA user_version=1", cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Closes the files that idle connections keep open, so that they can be moved or deleted.</summary>
    public static void ReleaseFiles() => SqliteConnection.ClearAllPools();

    internal static string ConnectionString(string dataDirectory) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataDirectory, FileName),
        ForeignKeys = true,
        Pooling = true,
    }.ToString();

    // A process that ends while it migrates leaves its row behind, and the framework would wait for it for ever.
    private static async Task ForgetStaleLockAsync(DetectionsDbContext db, CancellationToken cancellationToken)
    {
        const string Exists = "SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if (await db.Database.SqlQueryRaw<int>(Exists).SingleAsync(cancellationToken) > 0)
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
    }
}
