using System.Runtime.InteropServices;

namespace DetectionApi.Faults;

/// <summary>What the operating system can tell a process.</summary>
internal static class Signals
{
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks the process to end.</summary>
    public static void AskToEnd(int process) => Send(process, Terminate);

    /// <summary>Stands all its threads still; what they have handed to the system is done when this returns.</summary>
    public static async Task FreezeAsync(int process)
    {
        Send(process, Stop);
        using var patience = new CancellationTokenSource(Patience);
        while (!Directory.EnumerateDirectories($"/proc/{process}/task").All(IsStopped))
            await Task.Delay(1, patience.Token);
    }

    /// <summary>Lets them go on.</summary>
    public static void Thaw(int process) => Send(process, Continue);

    private static bool IsStopped(string thread)
    {
        // Its state stands behind its name, and the name may hold anything.
        var status = File.ReadAllText(Path.Combine(thread, "stat"));
        return status[status.LastIndexOf(')') + 2] is 'T' or 't';
    }

    private static void Send(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

/// <summary>A fact about processes and files as only Linux shows them.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs signals and /proc of Linux.";
}
