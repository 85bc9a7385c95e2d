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

/// <summary>Who signed an executable.</summary>
/// <param name="State">What is known of the signature.</param>
/// <param name="Subject">The subject's name; null if unknown or unsigned.</param>
public sealed record Signer(SignerState State, string? Subject)
{
    /// <summary>Nobody said.</summary>
    public static Signer Unknown { get; } = new(SignerState.Unknown, null);
}
