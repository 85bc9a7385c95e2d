using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>A program or library as Sysmon describes it.</summary>
internal sealed record ProgramFile(string Path, string Company, string Product, string Description, string Version)
{
    /// <summary>What follows the last backslash.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('\\') + 1)..];

    /// <summary>Who signed it; null if nobody did.</summary>
    public string? Signer { get; init; }

    /// <summary>Sysmon's list of hashes, always the same for the same file.</summary>
    public string Hashes { get; } = HashesOf($"{Path} {Version}");

    /// <summary>One of Windows' own files.</summary>
    public static ProgramFile OfWindows(string path, string description) => new(
        path, "Microsoft Corporation", "Microsoft\u00ae Windows\u00ae Operating System", description,
        "10.0.19041.4355 (WinBuild.160101.0800)")
    {
        Signer = "Microsoft Windows",
    };

    /// <summary>Sysmon's list of hashes for some content.</summary>
    public static string HashesOf(string content)
    {
        var hash = Convert.ToHexString(SHA512.HashData(Encoding.UTF8.GetBytes(content)));
        return $"SHA1={hash[..40]},MD5={hash[40..72]},SHA256={hash[..64]},IMPHASH={hash[72..104]}";
    }
}
