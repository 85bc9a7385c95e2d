using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace DetectionApi.Benchmarks.Rivals;

/// <summary>Programs that may be installed, and what they are asked.</summary>
internal static class Tool
{
    /// <summary>True if the program can be started.</summary>
    public static bool IsThere(string program, string argument)
    {
        try
        {
            var start = new ProcessStartInfo(program, argument) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>A query from the folder <c>Queries</c>.</summary>
    public static string Query(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Queries/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
