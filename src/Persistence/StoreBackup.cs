using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DetectionApi.Persistence;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Without its directory.</param>
/// <param name="Bytes">How large the copy is.</param>
public sealed record CopiedFile(string Name, long Bytes);

/// <summary>Copies the databases of a data directory, whether a service works on it or not.</summary>
/// <remarks>
/// <para>
/// SQLite's online backup, page by page, inside of one read transaction that is held to the end. Without that it begins
/// anew whenever the service commits, and under load never ends; with it the copy is one moment's state. Writers go on
/// all the time; only the write-ahead log cannot begin anew and grows by what is written meanwhile.
/// <c>VACUUM INTO</c> reads in one transaction, too, but builds every table and index again: it would hold that
/// transaction several times as long, and could not be stopped in between.
/// </para>
/// <para>
/// Until all is copied, checked and on the disk, no file has the name of a database, and a file says that the backup is
/// unfinished: no service starts on what a power cut leaves.
/// </para>
/// </remarks>
public sealed class StoreBackup
{
    /// <summary>The file that is there as long as the backup is not whole.</summary>
    public const string UnfinishedName = "backup.unfinished";

    private const string PartialEnding = ".partial";

    // Four megabytes: between two steps it can be stopped.
    private const int PagesPerStep = 1024;

    private readonly string _from;
    private readonly string _to;
    private readonly bool _isNew;

    private StoreBackup(string from, string to, bool isNew) => (_from, _to, _isNew) = (from, to, isNew);

    /// <summary>Copies the databases in <paramref name="from"/> into <paramref name="to"/>.</summary>
    /// <exception cref="IOException">
    /// There is nothing to copy, the target is not empty, or a copy is not whole. Nothing is left behind.
    /// </exception>
    /// <exception cref="SqliteException">A file cannot be read or written. Nothing is left behind.</exception>
    public static async Task<IReadOnlyList<CopiedFile>> RunAsync(
        string from, string to, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(from, DetectionsDatabase.FileName)))
            throw new IOException($"there is no {DetectionsDatabase.FileName} in {from}");
        if (File.Exists(to)) throw new IOException($"{to} is a file; name a directory");
        var isNew = !Directory.Exists(to);
        if (!isNew && Directory.EnumerateFileSystemEntries(to).Any())
            throw new IOException($"{to} is not empty; name a directory that is, or that does not exist yet");

        var backup = new StoreBackup(from, to, isNew);
        return await IntegrityCheck.OnItsOwnThread(() => backup.Run(cancellationToken), cancellationToken);
    }

    private IReadOnlyList<CopiedFile> Run(CancellationToken cancellationToken)
    {
        Private.CreateDirectory(_to);
        var unfinished = Path.Combine(_to, UnfinishedName);

        // Whoever else begins here at the same moment finds it taken.
        Private.CreateFile(unfinished);
        var isWhole = false;
        try
        {
            var names = StoreFiles.In(_from);
            foreach (var name in names) Copy(name, cancellationToken);
            foreach (var name in names) File.Move(Partial(name), Path.Combine(_to, name));

            // Removed by SQLite, because that brings the directory to the disk, with the new names in it.
            SqliteException.ThrowExceptionForRC(raw.sqlite3__vfs__delete(null, unfinished, 1), null);
            isWhole = true;
            return [.. names.Select(name => new CopiedFile(name, new FileInfo(Path.Combine(_to, name)).Length))];
        }
        finally
        {
            if (!isWhole) Clear();
        }
    }

    private void Copy(string name, CancellationToken cancellationToken)
    {
        var partial = Partial(name);
        Private.CreateFile(partial);
        using (var source = Open(Path.Combine(_from, name), SqliteOpenMode.ReadOnly))
        using (var target = Open(partial, SqliteOpenMode.ReadWriteCreate))
            CopyPages(source, target, cancellationToken);

        // As one file, which can be looked at where nothing can be written; a service writes ahead from its start on.
        using (var target = Open(partial, SqliteOpenMode.ReadWrite))
        {
            Execute(target, "PRAGMA journal_mode=DELETE");
            if (IntegrityCheck.LookAtAll(target, cancellationToken) is [var finding, ..])
                throw new IOException($"the copy of {name} is damaged, as it seems the file itself is: {finding}");
        }

        using var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static void CopyPages(SqliteConnection source, SqliteConnection target, CancellationToken cancellationToken)
    {
        // What breaks off is thrown away as a whole, and the disk is asked for once, at the end.
        Execute(target, "PRAGMA journal_mode=OFF");
        Execute(target, "PRAGMA synchronous=OFF");
        using var moment = source.BeginTransaction(deferred: true);
        Execute(source, "SELECT count(*) FROM sqlite_schema");

        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesPerStep);
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, target.Handle);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private string Partial(string name) => Path.Combine(_to, name + PartialEnding);

    // The directory was empty or missing: all that is in it is ours.
    private void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(_to)) File.Delete(file);
        if (_isNew) Directory.Delete(_to);
    }
}
