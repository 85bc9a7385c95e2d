namespace DetectionApi.Domain.ProcessAccess;

/// <summary>What is known of an executable's signature.</summary>
public enum SignerState
{
    /// <summary>Nothing. Sysmon's event 10 carries no signature, so this is usual and says nothing bad.</summary>
    Unknown,

    /// <summary>Signed, and the signature verified.</summary>
    Trusted,

    /// <summary>Signed, but the signature did not verify.</summary>
    Untrusted,

    /// <summary>Known to carry no signature.</summary>
    Unsigned,
}

/// <summary>Who says who signed an executable; whoever is nearer to the file comes first.</summary>
public enum SignerFoundBy
{
    /// <summary>The access event itself: its collector looked at the file.</summary>
    Event,

    /// <summary>The process loading its own image.</summary>
    OwnImage,

    /// <summary>Another process of the same host, which loaded a file with the same SHA-256.</summary>
    SameFile,

    /// <summary>The inventory that analysts upload, by SHA-256.</summary>
    Inventory,

    /// <summary>A process of another host, which loaded a file with the same SHA-256.</summary>
    OtherHost,
}

/// <summary>Who signed an executable.</summary>
/// <param name="State">What is known of the signature.</param>
/// <param name="Subject">The subject's name; null if unknown or unsigned.</param>
/// <param name="FoundBy">Who says so; null if nobody does, or it was not noted.</param>
public sealed record Signer(SignerState State, string? Subject, SignerFoundBy? FoundBy = null)
{
    /// <summary>Nobody said.</summary>
    public static Signer Unknown { get; } = new(SignerState.Unknown, null);

    /// <summary>
    /// True if the host itself or an analyst says so. What other hosts say is good to know, but whoever holds one host
    /// must not decide what is believed on all.
    /// </summary>
    public bool IsFirstHand => FoundBy is not (null or SignerFoundBy.OtherHost);

    /// <summary>The subject if it may decide: the signature verified, first hand; else null.</summary>
    public string? Proven => State is SignerState.Trusted && IsFirstHand ? Subject : null;

    /// <summary>True if whoever says so is nearer to the file than whoever said what was known before.</summary>
    public bool Outranks(Signer known) => RankOf(this) < RankOf(known);

    private static int RankOf(Signer signer) => (int?)signer.FoundBy ?? int.MaxValue;
}
