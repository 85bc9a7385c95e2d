using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>How a process instance was recognised in the event of its start.</summary>
public enum StartFoundBy
{
    /// <summary>By Sysmon's GUID of the instance: certain.</summary>
    EntityId,

    /// <summary>
    /// By host, process id and executable, the latest start before the access: Windows gives process ids again.
    /// </summary>
    ProcessId,
}

/// <summary>How a process was started, as Sysmon's event 1 or Security's event 4688 tells it.</summary>
public sealed record ProcessStart
{
    /// <summary>The event that tells it.</summary>
    public required EventKey EventKey { get; init; }

    /// <summary>Its number in its log; null if the collector did not send it.</summary>
    public required string? RecordId { get; init; }

    /// <summary>Its event id: <c>1</c> or <c>4688</c>.</summary>
    public required string Code { get; init; }

    /// <summary>How the instance was recognised.</summary>
    public required StartFoundBy FoundBy { get; init; }

    /// <summary>When the process was started.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The command line; null if it is not audited.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The folder in which it was started.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The account that runs it, as <c>DOMAIN\user</c>.</summary>
    public string? User { get; init; }

    /// <summary>The logon session, such as <c>0x3e7</c>: unique on its host until the next boot.</summary>
    public string? LogonId { get; init; }

    /// <summary>How far Windows trusts it: <c>Low</c>, <c>Medium</c>, <c>High</c>, <c>System</c>.</summary>
    public string? IntegrityLevel { get; init; }

    /// <summary>Who started it.</summary>
    public required ParentProcess Parent { get; init; }

    /// <summary>The hashes of its executable, in lower-case hexadecimal.</summary>
    public required ImageHashes Hashes { get; init; }

    /// <summary>What its executable says about itself; anybody can write anything there.</summary>
    public required ImageVersion Version { get; init; }
}

/// <summary>The process that started another one.</summary>
/// <param name="EntityId">Sysmon's GUID of the instance, in braces and lower case.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Executable">Its path.</param>
/// <param name="CommandLine">Its command line.</param>
public sealed record ParentProcess(string? EntityId, long? Pid, string? Executable, string? CommandLine);

/// <summary>
/// The hashes of an executable, in lower-case hexadecimal; null where Sysmon is not set up to make them.
/// </summary>
/// <param name="Sha256">SHA-256.</param>
/// <param name="Sha1">SHA-1.</param>
/// <param name="Md5">MD5.</param>
/// <param name="ImportHash">The MD5 of the imported functions' names, which variants of a program share.</param>
public sealed record ImageHashes(string? Sha256, string? Sha1, string? Md5, string? ImportHash);

/// <summary>The version resource of an executable.</summary>
/// <param name="OriginalFileName">The name that it was built under.</param>
/// <param name="Company">The company.</param>
/// <param name="Description">The description.</param>
/// <param name="Product">The product.</param>
/// <param name="FileVersion">The version.</param>
public sealed record ImageVersion(
    string? OriginalFileName, string? Company, string? Description, string? Product, string? FileVersion);
