namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The process that opened another one.</summary>
public sealed record SourceProcess
{
    /// <summary>Its path as the event spells it; null if the event does not say.</summary>
    public required string? Executable { get; init; }

    /// <summary>The file name of the executable.</summary>
    public required string? Name { get; init; }

    /// <summary>Sysmon's GUID of the process instance, in braces and lower case.</summary>
    public required string? EntityId { get; init; }

    /// <summary>Its process id: unique on its host only while it runs.</summary>
    public required long? Pid { get; init; }

    /// <summary>
    /// Its account as <c>DOMAIN\user</c>, of the event itself, which tells it since Sysmon 13.30, or of its start.
    /// </summary>
    public required string? User { get; init; }

    /// <summary>Who signed the executable.</summary>
    public required Signer Signer { get; init; }

    /// <summary>The executable's hash in lower-case hexadecimal, of the event itself or of its start.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>How it was started; null as long as no event that tells it has come.</summary>
    public ProcessStart? Start { get; init; }

    /// <summary>The same process, with what is known of it from elsewhere where it says nothing itself.</summary>
    public SourceProcess With(SourceProcess known) => this with
    {
        User = User ?? known.User,
        Signer = Signer.State is SignerState.Unknown ? known.Signer : Signer,
        Sha256 = Sha256 ?? known.Sha256,
        Start = Start ?? known.Start,
    };

    /// <summary>
    /// The same process with that signer, unless whoever told of the one that is known is as near to the file.
    /// </summary>
    public SourceProcess SignedBy(Signer signer) => signer.Outranks(Signer) ? this with { Signer = signer } : this;
}
