using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence.Context;

/// <summary>The file <c>context.db</c>: what processes did, in segments of up to some 900 events.</summary>
/// <remarks>
/// A row for each event, found by an index for each kind of key, costs many times as much to write; the measurements
/// are in <c>tests/Benchmarks/README.md</c>. Commits do not wait for the disk (<c>synchronous=NORMAL</c>): they outlive
/// the process, and the last ones may go with the power, after which shippers do not send them again.
/// </remarks>
public sealed class ContextDatabase : IDisposable
{
    /// <summary>The name of the file in the data directory.</summary>
    public const string FileName = "context.db";

    private const int Version = 1;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS segments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_at INTEGER NOT NULL,
            from_at INTEGER NOT NULL,
            to_at INTEGER NOT NULL,
            is_remnant INTEGER NOT NULL,
            count INTEGER NOT NULL,
            length INTEGER NOT NULL,
            facts BLOB NOT NULL,
            keys BLOB NOT NULL,
            records BLOB NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS telemetry (
            host TEXT NOT NULL,
            code TEXT NOT NULL,
            day INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (host, code, day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS segments_by_age ON segments (is_remnant, received_at);
        PRAGMA user_version = 1;
        """;

    private readonly Func<string> _directory;
    private SqliteConnection? _writer;

    internal ContextDatabase(Func<string> directory) => _directory = directory;

    /// <summary>The one connection that writes; used by one thread at a time.</summary>
    internal SqliteConnection Writer =>
        _writer ?? throw new InvalidOperationException("The context store is not open yet.");

    /// <summary>Opens the file, creating it if need be.</summary>
    /// <param name="held">The directory of the file: nobody else writes there.</param>
    /// <exception cref="IOException">It was made by a newer version of the service.</exception>
    public void Open(DataDirectory held)
    {
        ArgumentNullException.ThrowIfNull(held);
        _writer = Connect(SqliteOpenMode.ReadWriteCreate);
        Execute(_writer, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864");
        if (Number(_writer, "PRAGMA user_version") is var version and > Version)
            throw new IOException($"{FileName} has the form {version} of a newer version of the service");

        Execute(_writer, Schema);
    }

    /// <summary>Throws unless it can be written.</summary>
    /// <remarks>Nobody reads the number that is written; it is the same as before.</remarks>
    internal void Probe() => Execute(Writer, "PRAGMA user_version=1");

    /// <summary>Closes it.</summary>
    public void Dispose() => _writer?.Dispose();

    /// <summary>A connection of one's own, for reading.</summary>
    internal SqliteConnection NewReader() => Connect(SqliteOpenMode.ReadOnly);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_directory(), FileName),
            Mode = mode,
            Pooling = mode is SqliteOpenMode.ReadOnly,
        }.ToString());
        connection.Open();
        return connection;
    }
}
