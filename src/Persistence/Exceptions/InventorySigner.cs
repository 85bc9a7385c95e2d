namespace DetectionApi.Persistence.Exceptions;

/// <summary>Who signed a file, as an analyst says.</summary>
public sealed class InventorySigner
{
    private InventorySigner() { }

    /// <summary>The SHA-256 of the file in lower-case hexadecimal.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>The subject's name.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The subject as it is looked for.</summary>
    public string SubjectKey { get; private set; } = "";

    /// <summary>Where it is known from; null if nobody said.</summary>
    public string? Note { get; private set; }

    /// <summary>Who said so last.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>When he did.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What somebody says of a file of which nobody said anything.</summary>
    internal static InventorySigner Of(SignerEntry entry, string actor, DateTimeOffset at)
    {
        var signer = new InventorySigner { Sha256 = entry.Sha256 };
        signer.TryChange(entry, actor, at);
        return signer;
    }

    /// <summary>Takes what somebody says of the file. False if it is what was said before.</summary>
    internal bool TryChange(SignerEntry entry, string actor, DateTimeOffset at)
    {
        if ((Subject, Note) == (entry.Subject, entry.Note)) return false;

        (Subject, SubjectKey, Note) = (entry.Subject, KeyOf(entry.Subject), entry.Note);
        (ChangedBy, ChangedAt) = (actor, at);
        return true;
    }

    /// <summary>A subject as it is looked for: ignoring case.</summary>
    internal static string KeyOf(string subject) => subject.ToLowerInvariant();
}

/// <summary>What somebody says of a file.</summary>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Note">Where it is known from; null to say nothing.</param>
public sealed record SignerEntry(string Sha256, string Subject, string? Note);
