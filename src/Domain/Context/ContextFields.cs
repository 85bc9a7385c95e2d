namespace DetectionApi.Domain.Context;

/// <summary>The fields that the context keeps of an event, and of which events.</summary>
/// <remarks>
/// A field's number is its place in <see cref="All"/> and is written into the store: new fields go to the end. Sysmon's
/// <c>process.hash</c> counts for event 1 only, for in a deletion it is the deleted file's.
/// </remarks>
public static class ContextFields
{
    private const string Data = "winlog.event_data.";

    /// <summary>The fields of every kept event.</summary>
    private static readonly string[] Common =
    [
        "event.code", "winlog.channel", "winlog.provider_name", "winlog.record_id", "process.entity_id", "process.pid",
        "process.executable", "user.domain", "user.name", "rule.name",
    ];

    private static readonly string[] File = ["file.path"];
    private static readonly string[] FileHash = ["file.hash.sha256", "file.hash.sha1", "file.hash.md5"];
    private static readonly string[] Parent = ["process.parent.pid", "process.parent.executable"];

    private static readonly string[] Start =
    [
        "process.command_line", "process.working_directory", "process.parent.entity_id",
        "process.parent.command_line", "process.pe.original_file_name", "process.pe.company", "process.pe.description",
        "process.pe.product", "process.pe.file_version", "process.pe.imphash", "process.hash.sha256",
        "process.hash.sha1", "process.hash.md5", Data + "LogonId", Data + "LogonGuid", Data + "TerminalSessionId",
        Data + "IntegrityLevel", Data + "ParentUser",
    ];

    private static readonly string[] Signature =
    [
        "file.code_signature.subject_name", "file.code_signature.status", "file.code_signature.exists",
        "file.code_signature.trusted", Data + "Signed", "dll.code_signature.status",
    ];

    private static readonly string[] Target =
    [
        Data + "TargetImage", Data + "TargetProcessGUID", Data + "TargetProcessId", Data + "SourceUser",
        Data + "TargetUser",
    ];

    private static readonly string[] Thread =
        [Data + "NewThreadId", Data + "StartAddress", Data + "StartModule", Data + "StartFunction"];

    private static readonly string[] Access = [Data + "GrantedAccess", Data + "CallTrace"];

    private static readonly string[] Connection =
    [
        "source.ip", "source.port", "destination.ip", "destination.port", "destination.domain", "network.transport",
        "network.direction",
    ];

    private static readonly string[] NameQuery = ["dns.question.name", "sysmon.dns.status", "dns.resolved_ip"];
    private static readonly string[] Deletion = ["sysmon.file.is_executable", "sysmon.file.archived"];

    private static readonly string[] Logon =
    [
        "user.id", "source.domain", "winlog.logon.type", "winlog.logon.id", Data + "TargetLogonId",
        Data + "LogonProcessName", Data + "AuthenticationPackageName",
    ];

    // Types of logons that have no word yet.
    private static readonly string[] LogonNumber = [Data + "LogonType"];

    private static readonly string[] SecurityStart =
        ["user.effective.domain", "user.effective.name", Data + "MandatoryLabel", Data + "TokenElevationType"];

    private static readonly string[] Tampering = [Data + "Type"];
    private static readonly string[] Stream = [Data + "Contents"];

    /// <summary>The computer on which it happened, in lower case; no field of the document says it so.</summary>
    public const string Host = "host.name";

    /// <summary>Every field, in the order of the numbers.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Host, .. Common, .. File, .. FileHash, .. Parent, .. Start, .. Signature, .. Target, .. Thread, .. Access,
        .. Connection, .. NameQuery, .. Deletion, .. Logon, .. SecurityStart, .. Tampering, .. Stream, .. LogonNumber,
    ];

    /// <summary>Of Sysmon's events, the fields for each id that is kept.</summary>
    internal static IReadOnlyDictionary<int, string[]> OfSysmon { get; } = new Dictionary<int, string[]>
    {
        [1] = [.. Common, .. Parent, .. Start],
        [3] = [.. Common, .. Connection],
        [5] = Common,
        [7] = [.. Common, .. File, .. FileHash, .. Signature],
        [8] = [.. Common, .. Target, .. Thread],
        [10] = [.. Common, .. Target, .. Access],
        [11] = [.. Common, .. File],
        [15] = [.. Common, .. File, .. FileHash, .. Stream],
        [22] = [.. Common, .. NameQuery],
        [23] = [.. Common, .. File, .. FileHash, .. Deletion],
        [25] = [.. Common, .. Tampering],
        [26] = [.. Common, .. File, .. FileHash, .. Deletion],
    };

    /// <summary>Of the events of Windows' own auditing, the fields for each id that is kept.</summary>
    internal static IReadOnlyDictionary<int, string[]> OfSecurity { get; } = new Dictionary<int, string[]>
    {
        [4624] = [.. Common, .. Logon, .. LogonNumber, "source.ip", "source.port"],
        [4688] =
        [
            .. Common, .. Parent, "process.command_line", "user.id", "winlog.logon.id", Data + "TargetLogonId",
            .. SecurityStart,
        ],
    };

    /// <summary>The ids of events that may be kept.</summary>
    public static IEnumerable<int> Codes => OfSysmon.Keys.Concat(OfSecurity.Keys);

    /// <summary>The number of a field.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public static int NumberOf(string field) => Numbers.TryGetValue(field, out var number)
        ? number
        : throw new ArgumentException($"The context keeps no field '{field}'.", nameof(field));

    private static readonly Dictionary<string, int> Numbers =
        All.Index().ToDictionary(field => field.Item, field => field.Index, StringComparer.Ordinal);
}
