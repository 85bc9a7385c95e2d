using System.Diagnostics;
using System.Reflection;

namespace DetectionApi.Benchmarks.Siege;

/// <summary>Attackers as a process of its own.</summary>
/// <remarks>
/// It gets only the processor time that nobody else wants: real attackers bring processors of their own, and here they
/// would take the service's.
/// </remarks>
internal sealed class AttackerProcess : IAsyncDisposable
{
    /// <summary>The name of the command that it runs.</summary>
    public const string Command = "attack";

    private readonly Process _process;

    private AttackerProcess(Process process) => _process = process;

    public static AttackerProcess Start(AttackKind kind, Uri target, string key)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Assembly.GetExecutingAssembly().Location, Command, $"{kind}", "--url", target.OriginalString, "--key",
                key,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.PriorityClass = ProcessPriorityClass.Idle;
        return new AttackerProcess(process);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
