namespace DetectionApi.Persistence;

/// <summary>Directories and files that nobody else on the computer reads: the store knows every command line.</summary>
/// <remarks>On Windows they get the rights of the directory that they are made in.</remarks>
internal static class Private
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory; one that is there stays as it is.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OfFile | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">There is something of that name.</exception>
    public static void CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OfFile;
        new FileStream(path, options).Dispose();
    }
}
