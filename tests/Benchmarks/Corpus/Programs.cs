namespace DetectionApi.Benchmarks.Corpus;

/// <summary>The programs that run on the computers of the corpus.</summary>
internal static class Programs
{
    private const string System32 = @"C:\Windows\System32\";

    /// <summary>What runs as long as the computer does; the first one starts the others.</summary>
    public static readonly ProgramFile[] Resident =
    [
        ProgramFile.OfWindows(System32 + "services.exe", "Services and Controller app"),
        ProgramFile.OfWindows(System32 + "svchost.exe", "Host Process for Windows Services"),
        ProgramFile.OfWindows(System32 + "lsass.exe", "Local Security Authority Process"),
        ProgramFile.OfWindows(System32 + "spoolsv.exe", "Spooler SubSystem App"),
        ProgramFile.OfWindows(@"C:\Windows\explorer.exe", "Windows Explorer"),
        ProgramFile.OfWindows(System32 + "taskhostw.exe", "Host Process for Windows Tasks"),
        ProgramFile.OfWindows(System32 + "RuntimeBroker.exe", "Runtime Broker"),
        ProgramFile.OfWindows(System32 + @"wbem\WmiPrvSE.exe", "WMI Provider Host"),
        ProgramFile.OfWindows(System32 + "SearchIndexer.exe", "Microsoft Windows Search Indexer"),
        Agent,
        new(@"C:\Program Files\Google\Chrome\Application\chrome.exe", "Google LLC", "Google Chrome", "Google Chrome",
            "126.0.6478.127") { Signer = "Google LLC" },
        new(@"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE", "Microsoft Corporation",
            "Microsoft Office", "Microsoft Outlook", "16.0.17726.20160") { Signer = "Microsoft Corporation" },
        new(@"C:\Program Files (x86)\Microsoft\EdgeWebView\Application\126.0.2592.87\msedgewebview2.exe",
            "Microsoft Corporation", "Microsoft Edge WebView2", "Microsoft Edge WebView2", "126.0.2592.87")
        {
            Signer = "Microsoft Corporation",
        },
        new(@"C:\Users\j.doe\AppData\Local\Microsoft\Teams\current\Teams.exe", "Microsoft Corporation",
            "Microsoft Teams", "Microsoft Teams", "1.7.00.15969") { Signer = "Microsoft Corporation" },
    ];

    /// <summary>What starts, does something and ends.</summary>
    public static readonly ProgramFile[] Passing =
    [
        ProgramFile.OfWindows(System32 + "cmd.exe", "Windows Command Processor"),
        ProgramFile.OfWindows(System32 + "conhost.exe", "Console Window Host"),
        ProgramFile.OfWindows(System32 + @"WindowsPowerShell\v1.0\powershell.exe", "Windows PowerShell"),
        ProgramFile.OfWindows(System32 + "rundll32.exe", "Windows host process (Rundll32)"),
        ProgramFile.OfWindows(System32 + "dllhost.exe", "COM Surrogate"),
        ProgramFile.OfWindows(System32 + "backgroundTaskHost.exe", "Background Task Host"),
        ProgramFile.OfWindows(System32 + "tasklist.exe", "Lists the current running tasks"),
        ProgramFile.OfWindows(System32 + "reg.exe", "Registry Console Tool"),
        ProgramFile.OfWindows(System32 + "gpupdate.exe", "Microsoft\u00ae Group Policy Update Utility"),
        ProgramFile.OfWindows(System32 + "SearchProtocolHost.exe", "Microsoft Windows Search Protocol Host"),
        new(@"C:\Program Files\Git\cmd\git.exe", "The Git Development Community", "Git", "Git for Windows",
            "2.45.2.1") { Signer = "Johannes Schindelin" },
        new(@"C:\Program Files\Notepad++\notepad++.exe", "Don HO don.h@free.fr", "Notepad++",
            "Notepad++ : a free (GNU) source code editor", "8.6.8") { Signer = "Notepad++" },
        new(@"C:\Program Files (x86)\Microsoft\EdgeUpdate\MicrosoftEdgeUpdate.exe", "Microsoft Corporation",
            "Microsoft Edge Update", "Microsoft Edge Update", "1.3.195.15") { Signer = "Microsoft Corporation" },
        new(@"C:\Program Files\7-Zip\7zFM.exe", "Igor Pavlov", "7-Zip", "7-Zip File Manager", "24.07"),
    ];

    /// <summary>What opens others by direct system calls.</summary>
    public static readonly ProgramFile[] Accessing =
    [
        new(@"C:\Users\Public\Downloads\updater.exe", "-", "-", "-", "-"),
        new(@"C:\Users\j.doe\AppData\Local\Temp\dumper.exe", "-", "-", "-", "-"),
        ProgramFile.OfWindows(System32 + "rundll32.exe", "Windows host process (Rundll32)"),
    ];

    /// <summary>A security product that opens others without ntdll, all day long.</summary>
    public static ProgramFile Agent => new(
        @"C:\Program Files\Contoso\Endpoint\agent.exe", "Contoso Ltd", "Contoso Endpoint", "Endpoint sensor",
        "7.4.1180.0") { Signer = "Contoso Ltd" };
}
