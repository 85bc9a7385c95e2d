namespace DetectionApi.Domain.Investigation;

/// <summary>The entries of <see cref="InvestigationLists"/>. Whoever changes one sets the version.</summary>
internal static class DefaultLists
{
    public const string Version = "2026-11-22";

    public static readonly string[] OfficePrograms =
    [
        "winword.exe", "excel.exe", "powerpnt.exe", "outlook.exe", "olk.exe", "msaccess.exe", "mspub.exe", "visio.exe",
        "onenote.exe", "onenotem.exe", "winproj.exe", "eqnedt32.exe", "wordpad.exe", "soffice.exe", "soffice.bin",
        "thunderbird.exe", "acrord32.exe", "acrobat.exe", "foxitpdfreader.exe", "foxitreader.exe", "sumatrapdf.exe",
    ];

    public static readonly string[] Browsers =
    [
        "chrome.exe", "chromium.exe", "msedge.exe", "msedgewebview2.exe", "firefox.exe", "brave.exe", "opera.exe",
        "vivaldi.exe", "iexplore.exe", "browser.exe",
    ];

    public static readonly string[] ScriptHosts =
    [
        "cmd.exe", "powershell.exe", "powershell_ise.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe",
        "bash.exe", "wsl.exe", "sh.exe", "python*.exe", "pyw.exe", "py.exe", "perl.exe", "ruby.exe", "node.exe",
        "php.exe", "java.exe", "javaw.exe", "autoit3*.exe", "autohotkey*.exe", "lua*.exe", "scrcons.exe",
    ];

    public static readonly string[] ArchiveTools =
    [
        "7z.exe", "7zg.exe", "7zfm.exe", "7za.exe", "winrar.exe", "rar.exe", "unrar.exe", "winzip*.exe", "peazip.exe",
        "bandizip.exe", "izarc.exe", "tar.exe", "expand.exe", "extrac32.exe",
    ];

    // What Windows brings along and that starts, loads or fetches what it is told to.
    public static readonly string[] LivingOffTheLand =
    [
        "rundll32.exe", "regsvr32.exe", "regasm.exe", "regsvcs.exe", "installutil.exe", "msbuild.exe", "msiexec.exe",
        "csc.exe", "cmstp.exe", "control.exe", "odbcconf.exe", "hh.exe", "ieexec.exe", "msdt.exe", "mavinject.exe",
        "pcalua.exe", "forfiles.exe", "bitsadmin.exe", "certutil.exe", "certreq.exe", "curl.exe",
        "desktopimgdownldr.exe", "esentutl.exe", "xwizard.exe", "presentationhost.exe", "dnscmd.exe", "diskshadow.exe",
        "ntdsutil.exe",
        "vssadmin.exe", "wmic.exe", "at.exe", "schtasks.exe", "sc.exe", "reg.exe", "regini.exe", "runonce.exe",
        "infdefaultinstall.exe", "syncappvpublishingserver.exe", "verclsid.exe", "tttracer.exe", "rdrleakdiag.exe",
        "sqldumper.exe", "createdump.exe", "dxcap.exe", "procdump*.exe", "adplus.exe", "cdb.exe", "ntsd.exe",
        "dllhost.exe", "runas.exe", "mmc.exe", "microsoft.workflow.compiler.exe", "workfolders.exe", "appvlp.exe",
    ];

    public static readonly string[] RemoteTools =
    [
        "wsmprovhost.exe", "winrshost.exe", "wmiprvse.exe", "psexec*.exe", "psexesvc.exe", "paexec*.exe",
        "remcomsvc.exe", "sshd.exe", "ssh.exe", "plink.exe", "anydesk.exe", "teamviewer*.exe", "screenconnect*.exe",
        "ateraagent.exe",
        "splashtop*.exe", "rustdesk.exe", "logmein*.exe", "vncserver.exe", "winvnc*.exe", "tvnserver.exe", "ammyy*.exe",
        "radmin*.exe", "dwagent.exe", "meshagent.exe", "nomachine.exe", "mstsc.exe", "rdpclip.exe", "quickassist.exe",
        "msra.exe", "ncat.exe", "nc.exe",
    ];

    public static readonly string[] RemoteLogonTypes =
        ["RemoteInteractive", "CachedRemoteInteractive", "Network", "NetworkCleartext", "NewCredentials"];

    public static readonly string[] DumpNames =
    [
        "*.dmp", "*.mdmp", "*.hdmp", "*.dump", "*.minidump", "*.kdmp", "lsass*", "*lsass*.*", "minidump*", "memdump*",
        "dumpert*", "debug.bin", "ntds.dit", "sam.hive", "sam.save", "security.hive", "security.save", "system.hive",
        "system.save", "*.kirbi", "*.ccache",
    ];

    public static readonly string[] ExecutableNames =
    [
        "*.exe", "*.dll", "*.sys", "*.scr", "*.com", "*.cpl", "*.ocx", "*.drv", "*.efi", "*.msi", "*.pif", "*.xll",
        "*.wll", "*.ax", "*.mui", "*.node", "*.pyd",
    ];

    public static readonly string[] PayloadNames =
    [
        "*.ps1", "*.psm1", "*.bat", "*.cmd", "*.vbs", "*.vbe", "*.js", "*.jse", "*.wsf", "*.wsh", "*.hta", "*.sct",
        "*.py", "*.lnk", "*.url", "*.chm", "*.reg", "*.inf", "*.jar", "*.zip", "*.7z", "*.rar", "*.cab", "*.tar",
        "*.gz", "*.iso", "*.img", "*.vhd", "*.vhdx", "*.docm", "*.xlsm",
    ];
}
