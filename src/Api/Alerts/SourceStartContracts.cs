using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Alerts;

/// <summary>The process that started another one.</summary>
/// <param name="EntityId">Sysmon's GUID of the process instance.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Executable">Its path.</param>
/// <param name="CommandLine">Its command line; null if the event does not say.</param>
internal sealed record AlertParent(string? EntityId, long? Pid, string? Executable, string? CommandLine)
{
    public static AlertParent Of(ParentProcess parent) =>
        new(parent.EntityId, parent.Pid, parent.Executable, parent.CommandLine);
}

/// <summary>
/// The hashes of an executable in lower-case hexadecimal; null where Sysmon is not set up to make them.
/// </summary>
/// <param name="Sha256">SHA-256.</param>
/// <param name="Sha1">SHA-1.</param>
/// <param name="Md5">MD5.</param>
/// <param name="ImportHash">The MD5 of the imported functions' names, which variants of a program share.</param>
internal sealed record AlertImageHashes(string? Sha256, string? Sha1, string? Md5, string? ImportHash)
{
    public static AlertImageHashes Of(ImageHashes hashes) =>
        new(hashes.Sha256, hashes.Sha1, hashes.Md5, hashes.ImportHash);
}

/// <summary>What an executable says about itself; anybody can write anything there.</summary>
/// <param name="OriginalFileName">The name that it was built under.</param>
/// <param name="Company">The company.</param>
/// <param name="Description">The description.</param>
/// <param name="Product">The product.</param>
/// <param name="FileVersion">The version.</param>
internal sealed record AlertImageVersion(
    string? OriginalFileName, string? Company, string? Description, string? Product, string? FileVersion)
{
    public static AlertImageVersion Of(ImageVersion version) => new(
        version.OriginalFileName, version.Company, version.Description, version.Product, version.FileVersion);
}

/// <summary>How the process that opened another one was started.</summary>
/// <param name="EventKey">The event that tells it.</param>
/// <param name="RecordId">Its number in its log; null if the collector did not send it.</param>
/// <param name="Code">Its event id: <c>1</c> of Sysmon, <c>4688</c> of Windows' own auditing.</param>
/// <param name="FoundBy">
/// By what the process was recognised in it: the entity id is certain, the process id with the path is not.
/// </param>
/// <param name="At">When the process was started.</param>
/// <param name="CommandLine">The command line; null if it is not audited.</param>
/// <param name="WorkingDirectory">The folder in which it was started.</param>
/// <param name="User">The account that runs it.</param>
/// <param name="LogonId">The logon session.</param>
/// <param name="IntegrityLevel">How far Windows trusts it.</param>
/// <param name="Parent">Who started it.</param>
/// <param name="Hashes">The hashes of its executable.</param>
/// <param name="Version">What its executable says about itself.</param>
internal sealed record AlertSourceStart(
    string EventKey, string? RecordId, string Code, StartFoundBy FoundBy, DateTimeOffset At, string? CommandLine,
    string? WorkingDirectory, string? User, string? LogonId, string? IntegrityLevel, AlertParent Parent,
    AlertImageHashes Hashes, AlertImageVersion Version)
{
    public static AlertSourceStart? Of(ProcessStart? start) => start is null
        ? null
        : new AlertSourceStart(
            start.EventKey.ToString(), start.RecordId, start.Code, start.FoundBy, start.At, start.CommandLine,
            start.WorkingDirectory, start.User, start.LogonId, start.IntegrityLevel, AlertParent.Of(start.Parent),
            AlertImageHashes.Of(start.Hashes), AlertImageVersion.Of(start.Version));
}
