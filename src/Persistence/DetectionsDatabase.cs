using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>The file <c>detections.db</c> as a whole.</summary>
public sealed class DetectionsDatabase
{
    /// <summary>The name of the file in the data directory.</summary>
    public const string FileName = "detections.db";

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;

    internal DetectionsDatabase(IDbContextFactory<DetectionsDbContext> contexts) => _contexts = contexts;

    /// <summary>Creates the file or brings it up to date.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }

    /// <summary>Throws unless the database answers.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.RuleSettings.AnyAsync(cancellationToken);
    }

    /// <summary>Closes the files that idle connections keep open, so that they can be moved or deleted.</summary>
    public static void ReleaseFiles() => SqliteConnection.ClearAllPools();

    internal static string ConnectionString(string dataDirectory) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataDirectory, FileName),
        ForeignKeys = true,
        Pooling = true,
    }.ToString();
}
