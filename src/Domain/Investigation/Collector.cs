namespace DetectionApi.Domain.Investigation;

/// <summary>What has to be set so that a collector sends an event.</summary>
internal static class Collector
{
    private const string Winlogbeat = "winlogbeat.event_logs: - name: Security";

    private static readonly Dictionary<string, (string Name, string Setting)> ByCode = new(StringComparer.Ordinal)
    {
        ["1"] = ("process starts (Sysmon 1)", Sysmon("ProcessCreate")),
        ["3"] = ("connections (Sysmon 3)", Sysmon("NetworkConnect")),
        ["7"] = (
            "the image that a process is started from (Sysmon 7)",
            "Sysmon: <ImageLoad onmatch=\"include\"><ImageLoaded condition=\"end with\">.exe</ImageLoaded></ImageLoad>"
            + "; or the signer in the inventory of signers"),
        ["8"] = ("threads in other processes (Sysmon 8)", Sysmon("CreateRemoteThread")),
        ["11"] = ("files that are created (Sysmon 11)", Sysmon("FileCreate")),
        ["22"] = ("DNS questions (Sysmon 22)", Sysmon("DnsQuery")),
        ["23"] = ("files that are deleted (Sysmon 23)", Sysmon("FileDelete")),
        ["26"] = ("files that are deleted (Sysmon 26)", Sysmon("FileDeleteDetected")),
        ["4624"] = ("logons (Security 4624)", $"\"Audit Logon\" for success; {Winlogbeat}, event_id: 4624"),
        ["4688"] = (
            "process starts (Security 4688)",
            "\"Audit Process Creation\" with the command line (ProcessCreationIncludeCmdLine_Enabled); "
            + $"{Winlogbeat}, event_id: 4688"),
    };

    /// <summary>What the events of that id are.</summary>
    public static string NameOf(string code) => ByCode[code].Name;

    /// <summary>The setting that provides one of the event ids.</summary>
    public static string SettingOf(params IEnumerable<string> codes) =>
        string.Join("; or ", codes.Select(code => ByCode[code].Setting));

    private static string Sysmon(string element) => $"Sysmon: <{element} onmatch=\"exclude\"/>";
}
