using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>How much room a volume has.</summary>
/// <param name="FreeBytes">What the service may still use of it.</param>
/// <param name="TotalBytes">How large it is.</param>
public readonly record struct VolumeRoom(long FreeBytes, long TotalBytes)
{
    /// <summary>Which share of it is used, from 0 to 1.</summary>
    public double UsedShare => TotalBytes <= 0 ? 0 : 1 - ((double)FreeBytes / TotalBytes);
}

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

    /// <summary>The room on the volume of a directory; null if it cannot be found out.</summary>
    public static VolumeRoom? RoomAt(string directory)
    {
        try
        {
            var volume = new DriveInfo(Path.GetFullPath(directory));
            return new VolumeRoom(volume.AvailableFreeSpace, volume.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // It may go at any moment: SQLite removes the log with its last connection.
    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }
}
