using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DetectionApi.Persistence;

/// <summary>Looks whether a database file is whole.</summary>
public static class IntegrityCheck
{
    private const int FindingsMax = 5;
    private const int FindingLengthMax = 300;

    // Pages or operations: a look takes nanoseconds, so many of them less than a tenth of a second on any disk.
    private const int StepsBetweenLooks = 1000;

    private const string Tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name";

    // Of the schema itself the check looks at the list of free pages, too. A table that is gone by now has no rows.
    private const string OfTable =
        """
        SELECT found.quick_check
        FROM (SELECT 'sqlite_schema' AS name UNION ALL SELECT name FROM sqlite_schema) AS part
        JOIN pragma_quick_check(part.name) AS found
        WHERE part.name = $table
        """;

    /// <summary>Looks at a file that may be in use, one table after the other.</summary>
    /// <remarks>
    /// As long as somebody reads, the write-ahead log cannot begin anew and grows by what is written meanwhile. So each
    /// table is a read of its own, and it is the quick check, which reads each page and leaves out comparing indexes
    /// with their tables: about a second a gigabyte from memory, a few from a disk. A check of everything at once
    /// would only add pages that two tables share or nobody uses; a backup makes it, on its copy.
    /// </remarks>
    /// <param name="file">The path of the file. It is only read, by a connection that nobody else has.</param>
    /// <param name="cancellationToken">Stops it within a moment.</param>
    /// <returns>The first of what is wrong; empty if nothing is.</returns>
    /// <exception cref="SqliteException">The file cannot be looked at, which says nothing of it.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(string file, CancellationToken cancellationToken) =>
        OnItsOwnThread<IReadOnlyList<string>>(() => LookAt(file, cancellationToken), cancellationToken);

    /// <summary>Looks at everything in a file that nobody else uses.</summary>
    internal static IReadOnlyList<string> LookAtAll(SqliteConnection connection, CancellationToken cancellationToken) =>
        Look(
            connection, findings => LookAtPart(connection, "PRAGMA integrity_check(5)", null, findings),
            cancellationToken);

    /// <summary>Does what takes long without taking one of the few threads that answer requests.</summary>
    internal static Task<T> OnItsOwnThread<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static List<string> LookAt(string file, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return Look(connection, findings => LookAtTables(connection, findings), cancellationToken);
    }

    private static void LookAtTables(SqliteConnection connection, List<string> findings)
    {
        var tables = new List<string> { "sqlite_schema" };
        using (var command = connection.CreateCommand())
        {
            command.CommandText = Tables;
            using var reader = command.ExecuteReader();
            while (reader.Read()) tables.Add(reader.GetString(0));
        }

        foreach (var table in tables.TakeWhile(_ => findings.Count < FindingsMax))
            LookAtPart(connection, OfTable, table, findings);
    }

    private static void LookAtPart(SqliteConnection connection, string query, string? table, List<string> findings)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        if (table is not null) command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        while (findings.Count < FindingsMax && reader.Read())
            if (reader.GetString(0) is not "ok" and var finding) findings.Add(Cut(finding));
    }

    // Interrupting the connection would do nothing between two statements, and the next one would run to its end.
    private static List<string> Look(
        SqliteConnection connection, Action<List<string>> look, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        raw.sqlite3_progress_handler(
            connection.Handle, StepsBetweenLooks, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        try
        {
            look(findings);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The check was stopped.", e, cancellationToken);
        }
        catch (SqliteException e) when (TellsOfDamage(e))
        {
            if (findings.Count == 0) findings.Add(Cut(e.Message));
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return findings;
    }

    private static bool TellsOfDamage(SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    private static string Cut(string finding)
    {
        var line = finding.ReplaceLineEndings(" ").Trim();
        return line.Length > FindingLengthMax ? line[..FindingLengthMax] : line;
    }
}
