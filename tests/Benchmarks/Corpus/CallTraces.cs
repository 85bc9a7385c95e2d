using System.Text;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Call traces, innermost frame first.</summary>
internal static class CallTraces
{
    private const int FramesMax = 18;

    // Of Windows' own ways into the kernel; written as different computers write them.
    private static readonly string[] Ntdll =
    [
        @"C:\Windows\SYSTEM32\ntdll.dll", @"C:\Windows\SYSTEM32\ntdll.dll", @"C:\Windows\System32\ntdll.dll",
        @"C:\WINDOWS\SYSTEM32\ntdll.dll", @"C:\Windows\SysWOW64\ntdll.dll",
    ];

    /// <summary>First frames that version 316 of the rule lets pass and version 3 does not know.</summary>
    private static readonly string[] KnownSince316 =
    [
        @"C:\Windows\System32\wow64cpu.dll", @"C:\Windows\System32\win32u.dll", @"C:\Windows\System32\sysfer.dll",
        @"C:\ProgramData\Symantec\Symantec Endpoint Protection\14.3.558.0000.105\sysfer.dll",
    ];

    private static readonly string[] Above =
    [
        @"C:\Windows\System32\KERNELBASE.dll", @"C:\Windows\System32\KERNEL32.DLL", @"C:\Windows\System32\RPCRT4.dll",
        @"C:\Windows\System32\combase.dll", @"C:\Windows\System32\sechost.dll", @"C:\Windows\System32\lsm.dll",
        @"C:\Program Files\Contoso\Endpoint\hook64.dll", @"C:\Windows\System32\SHELL32.dll",
        @"C:\Windows\assembly\NativeImages_v4.0.30319_64\System\5a91c93db36c8fb3dcbc9a5e1a8e4f7c\System.ni.dll",
    ];

    /// <summary>A trace that begins in ntdll, as almost all do.</summary>
    public static string OfWindows(Random random) => Trace(random.Among(Ntdll) + Offset(random), random);

    /// <summary>A trace that only version 3 of the rule takes for a direct system call.</summary>
    public static string OfKnownWay(Random random) => Trace(random.Among(KnownSince316) + Offset(random), random);

    /// <summary>A trace that begins in a file that is none of Windows' ways into the kernel.</summary>
    public static string Through(string path, Random random) => Trace(path + Offset(random), random);

    /// <summary>A trace that begins in memory that no file backs.</summary>
    public static string Unbacked(Random random) => Trace(Unknown(random), random);

    private static string Trace(string first, Random random)
    {
        var trace = new StringBuilder(first);
        for (var frames = random.Next(4, FramesMax); frames > 0; frames--)
            trace.Append('|').Append(
                random.Next(12) == 0 ? Unknown(random) : random.Among(Above) + Offset(random));

        return trace.Append(@"|C:\Windows\System32\KERNEL32.DLL+17344|C:\Windows\SYSTEM32\ntdll.dll+526b1").ToString();
    }

    private static string Offset(Random random) => $"+{random.Next(0x1000, 0x100000):x}";

    private static string Unknown(Random random) => $"UNKNOWN({random.NextInt64(0x10000000000, 0x20000000000):X16})";
}
