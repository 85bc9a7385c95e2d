namespace DetectionApi.Domain.Events;

/// <summary>Rows that several of Sysmon's event ids share.</summary>
internal static class SysmonRows
{
    private const string Data = WindowsMappings.EventData;

    /// <summary>The process that did it, where Sysmon calls it just that.</summary>
    public static readonly FieldMapping[] Process =
    [
        new("process.entity_id", Data + "ProcessGuid"),
        new("process.pid", Data + "ProcessId", FieldConversion.Number),
        new("process.executable", Data + "Image"),
        new("process.name", "process.executable", FieldConversion.FileName),
    ];

    /// <summary>The process that did it, where there is another one to which it did it.</summary>
    public static readonly FieldMapping[] SourceProcess =
    [
        new("process.entity_id", Data + "SourceProcessGUID"),
        new("process.pid", Data + "SourceProcessId", FieldConversion.Number),
        new("process.thread.id", Data + "SourceThreadId", FieldConversion.Number),
        new("process.executable", Data + "SourceImage"),
        new("process.name", "process.executable", FieldConversion.FileName),
    ];

    /// <summary>The process that began another.</summary>
    public static readonly FieldMapping[] Parent =
    [
        new("process.parent.entity_id", Data + "ParentProcessGuid"),
        new("process.parent.pid", Data + "ParentProcessId", FieldConversion.Number),
        new("process.parent.executable", Data + "ParentImage"),
        new("process.parent.name", "process.parent.executable", FieldConversion.FileName),
        new("process.parent.command_line", Data + "ParentCommandLine"),
        new("process.parent.args", "process.parent.command_line", FieldConversion.Arguments),
        new("process.parent.args_count", "process.parent.command_line", FieldConversion.ArgumentCount),
    ];

    /// <summary>How the process was begun.</summary>
    public static readonly FieldMapping[] CommandLine =
    [
        new("process.command_line", Data + "CommandLine"),
        new("process.args", "process.command_line", FieldConversion.Arguments),
        new("process.args_count", "process.command_line", FieldConversion.ArgumentCount),
        new("process.working_directory", Data + "CurrentDirectory"),
    ];

    /// <summary>Whose the process is. Not <c>user.id</c>: what the record has of it is Sysmon's own account.</summary>
    public static readonly FieldMapping[] User =
    [
        new("user.domain", Data + "User", FieldConversion.AccountDomain),
        new("user.name", Data + "User", FieldConversion.AccountName),
        new("related.user", "user.name", Mode: FillMode.Add),
    ];

    /// <summary>The file that is written, read or deleted.</summary>
    public static readonly FieldMapping[] TargetFile = [.. FileOf("TargetFilename")];

    /// <summary>The file that is loaded.</summary>
    public static readonly FieldMapping[] LoadedFile =
    [
        .. FileOf("ImageLoaded"), .. Hashes("file", "Hashes"), .. Signature("file"),
    ];

    /// <summary>The file that is loaded, under the names that rules for libraries use.</summary>
    public static readonly FieldMapping[] Library =
    [
        new("dll.path", Data + "ImageLoaded"),
        new("dll.name", "dll.path", FieldConversion.FileName),
        .. Hashes("dll", "Hashes"),
        .. Signature("dll"),
        .. Version("dll"),

        // Sysmon puts the reason for which it could not verify the file into Signed and has no status then.
        new("dll.code_signature.status", Data + "Signed", FieldConversion.Prefixed, "failed:"),
    ];

    /// <summary>What a file says about itself.</summary>
    public static IEnumerable<FieldMapping> Version(string of) =>
    [
        new($"{of}.pe.original_file_name", Data + "OriginalFileName"),
        new($"{of}.pe.company", Data + "Company"),
        new($"{of}.pe.description", Data + "Description"),
        new($"{of}.pe.file_version", Data + "FileVersion"),
        new($"{of}.pe.product", Data + "Product"),
    ];

    /// <summary>The hashes of a file.</summary>
    public static IEnumerable<FieldMapping> Hashes(string of, string source)
    {
        (string Target, string Algorithm)[] hashes =
        [
            ($"{of}.hash.sha1", "SHA1"), ($"{of}.hash.md5", "MD5"), ($"{of}.hash.sha256", "SHA256"),
            ($"{of}.pe.imphash", "IMPHASH"),
        ];
        foreach (var (target, algorithm) in hashes)
        {
            yield return new(target, Data + source, FieldConversion.Hash, algorithm);
            yield return new("related.hash", target, Mode: FillMode.Add);
        }
    }

    private static FieldMapping[] FileOf(string source) =>
    [
        new("file.path", Data + source),
        new("file.name", "file.path", FieldConversion.FileName),
        new("file.directory", "file.path", FieldConversion.FileDirectory),
        new("file.extension", "file.path", FieldConversion.FileExtension),
    ];

    private static FieldMapping[] Signature(string of) =>
    [
        new($"{of}.code_signature.subject_name", Data + "Signature"),
        new($"{of}.code_signature.status", Data + "SignatureStatus"),
        new($"{of}.code_signature.signed", Data + "Signed", FieldConversion.IsArgument, "true"),
        new($"{of}.code_signature.valid", Data + "SignatureStatus", FieldConversion.IsArgument, "Valid"),
        new($"{of}.code_signature.exists", $"{of}.code_signature.signed"),
        new($"{of}.code_signature.trusted", $"{of}.code_signature.signed", FieldConversion.And,
            $"{of}.code_signature.valid"),
    ];
}
