namespace DetectionApi.Support;

/// <summary>One of our own files.</summary>
/// <param name="Path">From the root of the tree, with slashes.</param>
/// <param name="Text">All of it.</param>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>The lines, without their ends.</summary>
    public IReadOnlyList<string> Lines { get; } = Text.TrimEnd('\n').Split('\n');

    /// <summary>The file's name without its ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}

/// <summary>Our own sources, for tests that hold them against the rules of the house.</summary>
public static class SourceTree
{
    private const string Mark = "DetectionApi.sln";

    /// <summary>The directory that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder, in order of their paths.</summary>
    public static IReadOnlyList<SourceFile> CSharp(string folder) => Files(folder, "*.cs");

    /// <summary>The files below a folder whose names fit a pattern; what the build wrote is left out.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, string pattern) =>
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
           where !relative.Split('/').Any(part => part is "bin" or "obj")
           orderby relative
           select new SourceFile(relative, File.ReadAllText(path).ReplaceLineEndings("\n")),
    ];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, Mark))) return at.FullName;

        throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} holds {Mark}.");
    }
}
