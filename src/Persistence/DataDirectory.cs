namespace DetectionApi.Persistence;

/// <summary>The directory of the stores, held by one process at a time.</summary>
/// <remarks>
/// Two services would each judge by rules of their own and wait for each other's writes. The lock is the operating
/// system's and ends with the process, however it ends.
/// </remarks>
public sealed class DataDirectory : IDisposable
{
    private const string LockName = "detections.lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Takes the directory, creating it if it is missing.</summary>
    /// <exception cref="IOException">It cannot be used, or another process holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be used.</exception>
    public static DataDirectory Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Private.CreateDirectory(full);
        if (File.Exists(System.IO.Path.Combine(full, StoreBackup.UnfinishedName)))
            throw new IOException(
                $"it holds a backup that was broken off ({StoreBackup.UnfinishedName}); start on a whole one");
        var file = System.IO.Path.Combine(full, LockName);
        try
        {
            var held = new DataDirectory(
                full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            held.MakeFiles();
            return held;
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new IOException("another instance of the service uses it", e);
        }
    }

    // SQLite would make them as the umask says; what it makes beside them gets the rights of these.
    private void MakeFiles()
    {
        foreach (var file in StoreFiles.Names.Select(name => System.IO.Path.Combine(Path, name)))
            if (!File.Exists(file)) Private.CreateFile(file);
    }

    /// <summary>Gives it up.</summary>
    public void Dispose() => _lock.Dispose();
}
