using Xunit;

namespace DetectionApi.Support;

/// <summary>Recordings of attacks that lie beside the repository, where there are any; no part of it.</summary>
public static class Recordings
{
    /// <summary>Where they are; null where there are none.</summary>
    public static string? Folder { get; } = Find();

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
    public RecordingsFactAttribute() => Skip = Recordings.Folder is null ? "there are no recordings here" : null;
}

/// <summary>A theory about the recordings; skipped where there are none.</summary>
public sealed class RecordingsTheoryAttribute : TheoryAttribute
{
    public RecordingsTheoryAttribute() => Skip = Recordings.Folder is null ? "there are no recordings here" : null;
}
