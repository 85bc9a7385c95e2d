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

    /// <summary>Its account as <c>DOMAIN\user</c>, which Sysmon tells since version 13.30.</summary>
    public required string? User { get; init; }

    /// <summary>Who signed the executable.</summary>
    public required Signer Signer { get; init; }

    /// <summary>The executable's hash in lower-case hexadecimal, if the collector added it.</summary>
    public required string? Sha256 { get; init; }
}
