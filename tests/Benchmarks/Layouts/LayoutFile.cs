using SQLitePCL;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>A SQLite file, spoken to directly: what a wrapper costs a statement would count against rows.</summary>
internal sealed class LayoutFile : IDisposable
{
    // A frame of the log is a page with this before it.
    private const int FrameHeadBytes = 24;

    // SQLITE_DBSTATUS_CACHE_WRITE: how many pages were written, which is into the log.
    private const int PagesWritten = 9;

    private readonly string _path;
    private readonly List<Statement> _statements = [];
    private readonly sqlite3 _connection;
    private Statement? _begin;
    private Statement? _commit;

    static LayoutFile() => Batteries_V2.Init();

    public LayoutFile(string path, string pragmas, string schema)
    {
        _path = path;
        _connection = Open();
        Execute($"{pragmas}; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {schema}");
    }

    /// <summary>How many bytes were written into the log.</summary>
    public long LogBytes
    {
        get
        {
            raw.sqlite3_db_status(_connection, PagesWritten, out var pages, out _, 0);
            return pages * (Number("PRAGMA page_size") + FrameHeadBytes);
        }
    }

    /// <summary>How long the file is when the log is empty.</summary>
    public long Bytes
    {
        get
        {
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return new FileInfo(_path).Length;
        }
    }

    /// <summary>Makes a statement that is used again and again.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Writes in one transaction.</summary>
    public void Commit(Action write)
    {
        (_begin ??= Prepare("BEGIN IMMEDIATE")).Run();
        write();
        (_commit ??= Prepare("COMMIT")).Run();
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _connection.Dispose();
    }

    private sqlite3 Open() => raw.sqlite3_open(_path, out var connection) == raw.SQLITE_OK
        ? connection
        : throw new IOException($"{_path} cannot be opened");

    private void Execute(string sql)
    {
        if (raw.sqlite3_exec(_connection, sql) != raw.SQLITE_OK)
            throw new IOException(raw.sqlite3_errmsg(_connection).utf8_to_string());
    }

    private long Number(string sql)
    {
        using var statement = new Statement(_connection, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }
}

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
    }

    public Statement Bind(int parameter, long number)
    {
        raw.sqlite3_bind_int64(_statement, parameter, number);
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        raw.sqlite3_bind_blob(_statement, parameter, bytes);
        return this;
    }

    /// <summary>Runs it to the end.</summary>
    public void Run()
    {
        while (Step()) continue;
    }

    /// <summary>Goes to the next row; after the last one the statement can be used anew.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;

        Check(raw.sqlite3_reset(_statement));
        return false;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw new IOException(raw.sqlite3_errmsg(_connection).utf8_to_string());
    }
}
