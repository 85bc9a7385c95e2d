using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DetectionApi.Api.Evidence;

/// <summary>What a bundle holds: the hash of each file, and a chain over all of them.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Revision">The state of the alert, as its <c>ETag</c> says it.</param>
/// <param name="HashAlgorithm">How hashes are made.</param>
/// <param name="Files">The files in order.</param>
internal sealed record EvidenceManifest(
    string AlertId, int Revision, string HashAlgorithm, IReadOnlyList<EvidenceManifestEntry> Files)
{
    /// <summary>The name of its file in the bundle: the last one.</summary>
    public const string FileName = "manifest.json";

    private const string Sha256 = "SHA-256";
    private static readonly JsonSerializerOptions Json = EvidenceJson.Options;

    /// <summary>The manifest of files, in their order.</summary>
    public static EvidenceManifest Of(string alertId, int revision, IEnumerable<EvidenceFile> files)
    {
        var entries = new List<EvidenceManifestEntry>();
        foreach (var file in files) entries.Add(EntryOf(alertId, entries.LastOrDefault(), file));
        return new EvidenceManifest(alertId, revision, Sha256, entries);
    }

    /// <summary>The entry of a file that follows another one.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="previous">The entry before; null for the first one.</param>
    /// <param name="file">The file.</param>
    public static EvidenceManifestEntry EntryOf(string alertId, EvidenceManifestEntry? previous, EvidenceFile file)
    {
        var hash = HashOf(file.Content);
        var chain = previous?.Chain ?? HashOf(Encoding.UTF8.GetBytes(alertId));
        return new EvidenceManifestEntry(
            file.Name, file.Content.Length, hash, HashOf(Encoding.UTF8.GetBytes($"{chain}\n{file.Name}\n{hash}")));
    }

    /// <summary>The manifest of entries that <see cref="EntryOf"/> made.</summary>
    public static EvidenceManifest Of(
        string alertId, int revision, IReadOnlyList<EvidenceManifestEntry> entries) =>
        new(alertId, revision, Sha256, entries);

    /// <summary>Reads a manifest's file; null if it is none.</summary>
    public static EvidenceManifest? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceManifest>(content, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The manifest as a file of the bundle.</summary>
    public EvidenceFile ToFile() => new(FileName, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The SHA-256 of bytes in lower-case hexadecimal.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>One file in a manifest.</summary>
/// <param name="Name">Its path in the bundle.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
/// <param name="Chain">
/// The SHA-256 of the chain before, the name and the hash, with line feeds between; before the first it is the SHA-256
/// of the alert's id. So no file can be taken out, put in or moved without all that follow.
/// </param>
internal sealed record EvidenceManifestEntry(string Name, int Length, string Sha256, string Chain);
