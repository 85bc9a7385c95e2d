namespace DetectionApi.ApiTests;

/// <summary>A test on the public recordings, which are no part of the project; skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (Recordings.Directory is null) Skip = Recordings.Missing;
    }
}

/// <summary>As <see cref="RecordingsFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsTheoryAttribute : TheoryAttribute
{
    public RecordingsTheoryAttribute()
    {
        if (Recordings.Directory is null) Skip = Recordings.Missing;
    }
}

/// <summary>Where the recordings are.</summary>
internal static class Recordings
{
    /// <summary>Why tests are skipped.</summary>
    public const string Missing = "The recordings are not beside the repository (../shared/data/recordings).";

    /// <summary>Null if they are missing.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>The events of every file.</summary>
    public static IReadOnlyDictionary<string, string[]> Read() => System.IO.Directory
        .EnumerateFiles(Directory!, "*.ndjson")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllLines);

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "DetectionApi.sln"))) continue;

            var recordings = Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data", "recordings"));
            return System.IO.Directory.Exists(recordings) ? recordings : null;
        }

        return null;
    }
}
