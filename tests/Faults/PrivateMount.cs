using System.Diagnostics;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>A file system that only one process sees, and that ends with it.</summary>
internal static class PrivateMount
{
    private const string TmpfsScript = "mount -t tmpfs -o size=\"$1\" tmpfs \"$0\" && shift && exec \"$@\"";
    private const string ImageScript = "mount -o loop \"$1\" \"$0\" && shift && exec \"$@\"";

    private static readonly string[] AsRoot = ["unshare", "--mount"];
    private static readonly string[] AsAnybody = ["unshare", "--user", "--map-root-user", "--mount"];

    private static readonly Lazy<string[]?> ForTmpfs = new(() =>
        new[] { AsRoot, AsAnybody }.FirstOrDefault(way => Succeeds(Tmpfs(way, Path.GetTempPath(), "1m"), "true")));

    private static readonly Lazy<bool> ForImages = new(() =>
    {
        using var directory = new TestDirectory();
        return IsMade(directory.At("image"), megabytes: 4)
            && Succeeds(Image(directory.Path, directory.At("image")), "true");
    });

    /// <summary>Why there is no such file system in memory; null if there is.</summary>
    public static string? TmpfsMissing =>
        ForTmpfs.Value is null ? "Needs a Linux on which `unshare --mount` and `mount -t tmpfs` are permitted." : null;

    /// <summary>Why there is none in a file; null if there is.</summary>
    public static string? ImageMissing =>
        ForImages.Value ? null : "Needs a Linux on which mkfs.ext4 and `mount -o loop` are there and permitted.";

    /// <summary>The command that mounts some memory at a directory and goes on with what follows.</summary>
    public static string[] Tmpfs(string directory, string size) => Tmpfs(ForTmpfs.Value!, directory, size);

    /// <summary>The command that mounts an image at a directory and goes on with what follows.</summary>
    public static string[] Image(string directory, string image) =>
        [.. AsRoot, "sh", "-c", ImageScript, directory, image];

    /// <summary>Makes an image.</summary>
    public static void MakeImage(string path, int megabytes) => Assert.True(IsMade(path, megabytes));

    /// <summary>How we reach what the process sees at a path.</summary>
    public static string PathIn(ServiceProcess process, string path) => $"/proc/{process.Id}/root{path}";

    private static string[] Tmpfs(string[] way, string directory, string size) =>
        [.. way, "sh", "-c", TmpfsScript, directory, size];

    private static bool IsMade(string path, int megabytes) =>
        Succeeds([], "mkfs.ext4", "-q", "-F", path, $"{megabytes}m");

    private static bool Succeeds(string[] command, params string[] then)
    {
        string[] words = [.. command, .. then];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A fact that needs a small file system of its own; skipped where none may be mounted.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute() => Skip = PrivateMount.TmpfsMissing;
}

/// <summary>A fact that needs a disk of its own; skipped where none may be mounted.</summary>
public sealed class ImageFactAttribute : FactAttribute
{
    public ImageFactAttribute() => Skip = PrivateMount.ImageMissing;
}
