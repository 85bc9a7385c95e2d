using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>The database files of a data directory.</summary>
public static class StoreFiles
{
    /// <summary>Their names, in the order in which they are copied.</summary>
    /// <remarks>
    /// Alerts first: the context of a batch is written before its alerts are committed, so that whatever alert is in
    /// the copy finds its context in the file that is copied later.
    /// </remarks>
    public static IReadOnlyList<string> Names { get; } = [DetectionsDatabase.FileName, ContextDatabase.FileName];

    /// <summary>The files that are there; names without their directory.</summary>
    public static IReadOnlyList<string> In(string directory) =>
        [.. Names.Where(name => File.Exists(Path.Combine(directory, name)))];

    /// <summary>How large a file of the directory is, and what waits beside it to be written into it.</summary>
    public static (long Bytes, long WalBytes) SizeOf(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        return (LengthOf(path), LengthOf(path + "-wal"));
    }

    // It may go at any moment: SQLite removes the log with its last connection.
    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
