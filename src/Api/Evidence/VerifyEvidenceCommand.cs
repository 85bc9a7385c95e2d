namespace DetectionApi.Api.Evidence;

/// <summary>The command that tells whether an evidence bundle is as it was made.</summary>
internal static class VerifyEvidenceCommand
{
    /// <summary>Says on <paramref name="output"/> that a bundle is whole, or on <paramref name="errors"/> what is not.
    /// </summary>
    /// <returns>The exit code: 0 if it is whole.</returns>
    public static async Task<int> RunAsync(
        string file, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        byte[] bundle;
        try
        {
            bundle = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{file} cannot be read: {e.Message}");
            return 1;
        }

        var faults = EvidenceCheck.FaultsOf(bundle);
        foreach (var fault in faults) await errors.WriteLineAsync(fault);
        if (faults is not []) return 1;

        await output.WriteLineAsync($"{file} is whole. Its SHA-256 is {EvidenceManifest.HashOf(bundle)}.");
        return 0;
    }
}
