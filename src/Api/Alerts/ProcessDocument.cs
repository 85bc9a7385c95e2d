using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Alerts;

/// <summary>The process behind an alert and its user, under the names of ECS.</summary>
internal static class ProcessDocument
{
    public static IEnumerable<(string Name, object? Value)> Of(Alert alert) =>
        [.. Instance(alert.Source), .. Signature(alert.Source.Signer), .. Start(alert.Source.Start)];

    private static IEnumerable<(string, object?)> Instance(SourceProcess source)
    {
        var (domain, user) = source.User?.Split('\\', 2) switch
        {
            [var of, var name] => (of, name),
            [var name] => (null, name),
            _ => ((string?)null, (string?)null),
        };
        return
        [
            ("process.entity_id", source.EntityId),
            ("process.pid", source.Pid),
            ("process.executable", source.Executable),
            ("process.name", source.Name),
            ("process.hash.sha256", source.Sha256),
            ("user.domain", domain),
            ("user.name", user),
        ];
    }

    private static IEnumerable<(string, object?)> Signature(Signer signer) => signer.State switch
    {
        SignerState.Unknown => [],
        SignerState.Unsigned => [("process.code_signature.exists", false)],
        var state =>
        [
            ("process.code_signature.exists", true),
            ("process.code_signature.subject_name", signer.Subject),
            ("process.code_signature.trusted", state is SignerState.Trusted),
        ],
    };

    private static IEnumerable<(string, object?)> Start(ProcessStart? start) => start is null ? [] :
    [
        ("process.start", start.At),
        ("process.command_line", start.CommandLine),
        ("process.working_directory", start.WorkingDirectory),
        ("process.parent.entity_id", start.Parent.EntityId),
        ("process.parent.pid", start.Parent.Pid),
        ("process.parent.executable", start.Parent.Executable),
        ("process.parent.command_line", start.Parent.CommandLine),
        ("process.hash.sha1", start.Hashes.Sha1),
        ("process.hash.md5", start.Hashes.Md5),
        ("process.pe.imphash", start.Hashes.ImportHash),
        ("process.pe.original_file_name", start.Version.OriginalFileName),
        ("process.pe.company", start.Version.Company),
        ("process.pe.description", start.Version.Description),
        ("process.pe.product", start.Version.Product),
        ("process.pe.file_version", start.Version.FileVersion),
    ];
}
