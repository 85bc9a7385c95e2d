namespace DetectionApi.Api.Evidence;

/// <summary>Tells whether a bundle is as it was made.</summary>
/// <remarks>
/// It shows damage and careless changes. Whoever changes a file and makes all hashes anew is found out by comparing the
/// hash of the whole with the one that was noted when the bundle was made.
/// </remarks>
internal static class EvidenceCheck
{
    /// <summary>What is wrong, one sentence each; nothing if it is whole.</summary>
    public static IReadOnlyList<string> FaultsOf(byte[] bundle)
    {
        EvidenceFile[] files;
        try
        {
            files = EvidenceArchive.Unpack(bundle);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            return [$"The archive cannot be read: {e.Message.TrimEnd('.')}."];
        }

        if (files is not [.. var contents, { Name: EvidenceManifest.FileName } last])
            return [$"The archive does not end with {EvidenceManifest.FileName}."];
        if (EvidenceManifest.Read(last.Content) is not { Files: not null, AlertId: not null } manifest)
            return [$"{EvidenceManifest.FileName} was changed: it is no manifest any more."];

        var faults = FaultsOf(contents, manifest);
        return faults is [] ? Container(bundle, files, manifest) : faults;
    }

    private static List<string> FaultsOf(EvidenceFile[] files, EvidenceManifest manifest)
    {
        var made = EvidenceManifest.Of(manifest.AlertId, manifest.Revision, files);
        var noted = manifest.Files.ToLookup(entry => entry.Name);
        var found = made.Files.ToLookup(entry => entry.Name);
        var faults = new List<string>();
        foreach (var entry in made.Files)
        {
            if (noted[entry.Name].FirstOrDefault() is not { } expected)
                faults.Add($"{entry.Name} is not in the manifest.");
            else if (entry.Sha256 != expected.Sha256 || entry.Length != expected.Length)
                faults.Add(
                    $"{entry.Name} was changed: its SHA-256 is {entry.Sha256}, the manifest says {expected.Sha256}.");
        }

        faults.AddRange(manifest.Files.Where(entry => !found.Contains(entry.Name))
            .Select(entry => $"{entry.Name} is missing."));
        if (faults is [] && !made.Files.SequenceEqual(manifest.Files))
            faults.Add($"{EvidenceManifest.FileName} was changed: the chain does not fit the files.");
        return faults;
    }

    // Every byte that is no content follows from the contents.
    private static IReadOnlyList<string> Container(
        byte[] bundle, EvidenceFile[] files, EvidenceManifest manifest)
    {
        if (!files[^1].Content.AsSpan().SequenceEqual(manifest.ToFile().Content))
            return [$"{EvidenceManifest.FileName} was changed: it is not written as the service writes it."];

        var made = EvidenceArchive.Pack(files);
        var at = made.AsSpan().CommonPrefixLength(bundle);
        return at == made.Length && at == bundle.Length
            ? []
            : [$"The archive was changed at byte {at}, outside of its files."];
    }
}
