namespace DetectionApi.Benchmarks.Corpus;

/// <summary>The libraries that programs of the corpus load.</summary>
internal static class Libraries
{
    private static readonly string[] OfWindows =
    [
        "ntdll.dll", "kernel32.dll", "KernelBase.dll", "advapi32.dll", "msvcrt.dll", "sechost.dll", "rpcrt4.dll",
        "combase.dll", "ucrtbase.dll", "bcryptprimitives.dll", "user32.dll", "win32u.dll", "gdi32.dll",
        "gdi32full.dll", "msvcp_win.dll", "imm32.dll", "ole32.dll", "oleaut32.dll", "shlwapi.dll", "shell32.dll",
        "SHCore.dll", "windows.storage.dll", "Wldp.dll", "profapi.dll", "cryptsp.dll", "rsaenh.dll", "bcrypt.dll",
        "cryptbase.dll", "uxtheme.dll", "propsys.dll", "clbcatq.dll", "netapi32.dll", "winhttp.dll", "ws2_32.dll",
        "IPHLPAPI.DLL", "dnsapi.dll", "mswsock.dll", "userenv.dll", "version.dll", "dbghelp.dll", "dbgcore.dll",
        "amsi.dll", "crypt32.dll", "wintrust.dll", "msasn1.dll", "taskschd.dll", "vaultcli.dll", "wbemcomn.dll",
    ];

    /// <summary>All of them.</summary>
    public static readonly ProgramFile[] All =
    [
        .. OfWindows.Select(name => ProgramFile.OfWindows(@"C:\Windows\System32\" + name, $"{name} of Windows")),
        new(@"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\clr.dll", "Microsoft Corporation",
            "Microsoft\u00ae .NET Framework", "Microsoft .NET Runtime Common Language Runtime - WorkStation",
            "4.8.4718.0 built by: NET48REL1LAST_C") { Signer = "Microsoft Corporation" },
        new(@"C:\Program Files\Contoso\Endpoint\hook64.dll", "Contoso Ltd", "Contoso Endpoint", "Endpoint hooks",
            "7.4.1180.0") { Signer = "Contoso Ltd" },
        new(@"C:\Program Files\7-Zip\7-zip.dll", "Igor Pavlov", "7-Zip", "7-Zip Shell Extension", "24.07"),
        new(@"C:\Program Files\Google\Chrome\Application\126.0.6478.127\chrome_elf.dll", "Google LLC",
            "Google Chrome", "Google Chrome", "126.0.6478.127") { Signer = "Google LLC" },
    ];
}
