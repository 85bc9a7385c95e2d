namespace DetectionApi.Domain.Investigation;

/// <summary>What has to be set so that a collector sends an event.</summary>
internal static class Collector
{
    private const string Winlogbeat = "winlogbeat.event_logs: - name: Security";

    private static readonly Dictionary<string, (string Name, string Setting)> ByCode = new(StringComparer.Ordinal)
    {
        ["1"] = ("Sysmon 1", Sysmon("ProcessCreate")),
        ["3"] = ("Sysmon 3", Sysmon("NetworkConnect")),
        ["7"] = (
            "Sysmon 7",
            "Sysmon: <ImageLoad onmatch=\"include\"><ImageLoaded condition=\"end with\">.exe</ImageLoaded></ImageLoad>"
            + "; or the signer in the inventory of signers"),
        ["8"] = ("Sysmon 8", Sysmon("CreateRemoteThread")),
        ["11"] = ("Sysmon 11", Sysmon("FileCreate")),
        ["22"] = ("Sysmon 22", Sysmon("DnsQuery")),
        ["23"] = ("Sysmon 23", Sysmon("FileDelete")),
        ["26"] = ("Sysmon 26", Sysmon("FileDeleteDetected")),
        ["4624"] = ("Security 4624", $"\"Audit Logon\" for success; {Winlogbeat}, event_id: 4624"),
        ["4688"] = (
            "Security 4688",
            "\"Audit Process Creation\" with the command line (ProcessCreationIncludeCmdLine_Enabled); "
            + $"{Winlogbeat}, event_id: 4688"),
    };

    /// <summary>The events of that id in short.</summary>
    public static string NameOf(string code) => ByCode[code].Name;

    /// <summary>The setting that provides one of the event ids.</summary>
    public static string SettingOf(params IEnumerable<string> codes) =>
        string.Join("; or ", codes.Select(code => ByCode[code].Setting));

    private static string Sysmon(string element) => $"Sysmon: <{element} onmatch=\"exclude\"/>";
}
