using DetectionApi.Api.Http;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.Inventory;

/// <summary>Who signed a file, as somebody says.</summary>
/// <param name="Sha256">The SHA-256 of the file: 64 hexadecimal digits.</param>
/// <param name="Subject">The subject's name, as Windows shows it.</param>
/// <param name="Note">Where it is known from.</param>
internal sealed record SignerRequest(string? Sha256 = null, string? Subject = null, string? Note = null)
{
    public SignerEntry ToEntry() => new(
        Sha256!.ToLowerInvariant(), Subject!.Trim(), string.IsNullOrWhiteSpace(Note) ? null : Note.Trim());
}

/// <summary>Who signed a file, as the inventory says.</summary>
/// <param name="Sha256">The SHA-256 of the file.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Note">Where it is known from; null if nobody said.</param>
/// <param name="ChangedBy">Who said so last.</param>
/// <param name="ChangedAt">When he did.</param>
internal sealed record SignerResponse(
    string Sha256, string Subject, string? Note, string ChangedBy, DateTimeOffset ChangedAt)
{
    public static SignerResponse Of(InventorySigner signer) => new(
        signer.Sha256, signer.Subject, signer.Note, signer.ChangedBy, signer.ChangedAt);
}

/// <summary>What came of an entry for the inventory.</summary>
internal enum SignerUploadStatus
{
    /// <summary>Nothing was said of the file before.</summary>
    Added,

    /// <summary>Something else was said of the file before.</summary>
    Changed,

    /// <summary>It was said so already.</summary>
    Unchanged,

    /// <summary>It is not taken.</summary>
    Refused,
}

/// <summary>What came of an entry, or would.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Sha256">The hash that it names; null if it names none.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Errors">What is wrong with it; empty unless it was refused.</param>
internal sealed record SignerUploadItem(
    int Index, string? Sha256, SignerUploadStatus Status, IReadOnlyList<Fault> Errors);

/// <summary>What came of an upload, or would.</summary>
/// <param name="DryRun">True if nothing was stored, whatever the items say.</param>
/// <param name="Added">Of how many files nothing was said before.</param>
/// <param name="Changed">Of how many something else was said.</param>
/// <param name="Unchanged">Of how many it was said already.</param>
/// <param name="Refused">How many entries were not taken.</param>
/// <param name="Items">Each entry, in the order of the body.</param>
internal sealed record SignerUploadResponse(
    bool DryRun, int Added, int Changed, int Unchanged, int Refused, IReadOnlyList<SignerUploadItem> Items)
{
    public static SignerUploadResponse Of(bool isDryRun, IReadOnlyList<SignerUploadItem> items)
    {
        int Count(SignerUploadStatus status) => items.Count(item => item.Status == status);
        return new SignerUploadResponse(
            isDryRun, Count(SignerUploadStatus.Added), Count(SignerUploadStatus.Changed),
            Count(SignerUploadStatus.Unchanged), Count(SignerUploadStatus.Refused), items);
    }
}
