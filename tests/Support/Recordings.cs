using Xunit;

namespace DetectionApi.Support;

/// <summary>Recordings of attacks that lie beside the repository, where there are any; no part of it.</summary>
public static class Recordings
{
    /// <summary>Where they are; null where there are none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why a test is skipped; null where there are recordings.</summary>
    internal static string? Missing => Folder is null
        ? "The recordings are not beside the repository (../shared/data/recordings)."
        : null;

    /// <summary>The events of every file, by its name without ending.</summary>
    public static IReadOnlyDictionary<string, string[]> Read() => Directory.EnumerateFiles(Folder!, "*.ndjson")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllLines);

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DetectionApi.sln")))
            folder = folder.Parent;
        if (folder is null) return null;

        var recordings = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", "recordings"));
        return Directory.Exists(recordings) ? recordings : null;
    }
}

/// <summary>A fact about the recordings; skipped where there are none.</summary>
public sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute() => Skip = Recordings.Missing;
}

/// <summary>A theory about the recordings; skipped where there are none.</summary>
public sealed class RecordingsTheoryAttribute : TheoryAttribute
{
    public RecordingsTheoryAttribute() => Skip = Recordings.Missing;
}
