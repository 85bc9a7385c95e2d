namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>The fields by which Kibana's items say what ours say.</summary>
internal static class KibanaFields
{
    public const string Executable = "process.executable";
    public const string SourceImage = "winlog.event_data.SourceImage";
    public const string ProcessName = "process.name";
    public const string Sha256 = "process.hash.sha256";
    public const string ParentExecutable = "process.parent.executable";
    public const string TargetImage = "winlog.event_data.TargetImage";
    public const string GrantedAccess = "winlog.event_data.GrantedAccess";
    public const string CallTrace = "winlog.event_data.CallTrace";
    public const string HostName = "host.name";
    public const string HostId = "host.id";
    public const string SourceUser = "winlog.event_data.SourceUser";

    /// <summary>What Sysmon writes in place of the first frame's file if there is none.</summary>
    public const string Unbacked = "UNKNOWN";

    /// <summary>The fields of a signature; the second one is that of Elastic's own sensor.</summary>
    public static readonly string[] CodeSignatures = ["process.code_signature", "process.Ext.code_signature"];

    public const string SubjectName = "subject_name";
    public const string Trusted = "trusted";

    public const string Included = "included";
    public const string Excluded = "excluded";
    public const string Match = "match";
    public const string MatchAny = "match_any";
    public const string Wildcard = "wildcard";
    public const string Nested = "nested";

    public const string Windows = "windows";
}
