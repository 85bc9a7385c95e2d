namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Where programs of the corpus write, and whom they talk to.</summary>
/// <remarks>A <c>*</c> stands for digits that differ from event to event.</remarks>
internal static class Places
{
    private const string User = "S-1-5-21-1004336348-1177238915-682003330-1104";

    /// <summary>Files that are written and deleted.</summary>
    public static readonly string[] Files =
    [
        @"C:\Users\j.doe\AppData\Local\Temp\*.tmp",
        @"C:\Users\j.doe\AppData\Local\Google\Chrome\User Data\Default\Cache\Cache_Data\f_*",
        @"C:\Users\j.doe\AppData\Roaming\Microsoft\Windows\Recent\report-*.docx.lnk",
        @"C:\Users\j.doe\AppData\Local\Microsoft\Outlook\RoamCache\Stream_Calendar_2_*.dat",
        @"C:\ProgramData\Microsoft\Windows Defender\Scans\History\Results\Resource\{*}",
        @"C:\Windows\Prefetch\SVCHOST.EXE-*.pf",
        @"C:\Windows\SoftwareDistribution\Download\*\update.cab",
        @"C:\Users\j.doe\Downloads\invoice-*.pdf",
    ];

    /// <summary>Registry keys and values.</summary>
    public static readonly string[] Registry =
    [
        @"HKLM\System\CurrentControlSet\Services\Tcpip\Parameters\Interfaces\{*}\DhcpIPAddress",
        @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tasks\{*}\DynamicInfo",
        $@"HKU\{User}\Software\Microsoft\Windows\CurrentVersion\Explorer\RecentDocs\*",
        $@"HKLM\System\CurrentControlSet\Services\bam\State\UserSettings\{User}\*",
        @"HKCR\Local Settings\Software\Microsoft\Windows\CurrentVersion\AppModel\PackageRepository\Packages\*",
        @"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run\Updater*",
    ];

    /// <summary>What is written into the registry.</summary>
    public static readonly string[] RegistryDetails =
        ["DWORD (0x00000001)", "Binary Data", "QWORD (0x01d9f3a4-0x5be21c00)", @"C:\Windows\System32\rundll32.exe"];

    /// <summary>Names that are asked for.</summary>
    public static readonly string[] Names =
    [
        "login.microsoftonline.com", "outlook.office365.com", "clients4.google.com", "ctldl.windowsupdate.com",
        "settings-win.data.microsoft.com", "dc01.corp.example", "wpad.corp.example", "files.corp.example",
        "update.contoso.example", "cdn-*.example.net",
    ];

    /// <summary>Ports that are connected to, and what Windows calls them.</summary>
    public static readonly (string Port, string Name)[] Ports =
        [("443", "https"), ("443", "https"), ("80", "http"), ("53", "domain"), ("389", "ldap"), ("445", "microsoft-ds"),
         ("88", "kerberos"), ("8443", "-")];
}
