using System.Diagnostics;
using System.Globalization;

namespace DetectionApi.Benchmarks.Rivals;

/// <summary>jq, with the rule as a filter.</summary>
internal sealed class JqMeans(string path, int version) : IMeans
{
    public string Name => "jq";

    public int? RuleVersion => version;

    /// <summary>True if it is installed.</summary>
    public static bool IsThere() => Tool.IsThere("jq", "--version");

    public async Task<Judged> JudgeAsync(CancellationToken cancellationToken)
    {
        // The shell tells how much processor time it took: two lines, the shell's own and that of what it ran.
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        foreach (var argument in (string[])
                 ["-c", "jq -c \"$1\" \"$2\" && times", "sh", Tool.Query($"direct-syscall-{version}.jq"), path])
            start.ArgumentList.Add(argument);

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var time = Stopwatch.GetElapsedTime(started);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (process.ExitCode != 0) return new Judged(-1, time, time);

        var processor = lines[^1].Split(' ').Sum(text => Parse(text).TotalSeconds);
        return new Judged(lines.Length - 2, time, TimeSpan.FromSeconds(processor));
    }

    // As in 0m3.250000s.
    private static TimeSpan Parse(string text)
    {
        var parts = text.TrimEnd('s').Split('m');
        return TimeSpan.FromMinutes(double.Parse(parts[0], CultureInfo.InvariantCulture))
            + TimeSpan.FromSeconds(double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>DuckDB through node, on one thread, with the rule as a condition in SQL.</summary>
internal sealed class DuckDbMeans : IMeans
{
    private readonly Process _node;

    private DuckDbMeans(int version, Process node) => (RuleVersion, _node) = (version, node);

    public string Name => "DuckDB";

    public int? RuleVersion { get; }

    /// <summary>Starts node with DuckDB; null if there is none.</summary>
    /// <param name="modules">The folder of the package, or null for where node looks.</param>
    /// <param name="path">The file.</param>
    /// <param name="version">The version of the rule.</param>
    public static async Task<DuckDbMeans?> TryStartAsync(string? modules, string path, int version)
    {
        if (!Tool.IsThere("node", "--version")) return null;

        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.RedirectStandardError = true;
        if (modules is not null) start.Environment["NODE_PATH"] = Path.GetFullPath(modules);
        foreach (var argument in (string[])
                 ["-e", Tool.Query("duckdb.js"), "--", path, Tool.Query($"direct-syscall-{version}.sql")])
            start.ArgumentList.Add(argument);

        var node = Process.Start(start)!;
        node.ErrorDataReceived += (_, _) => { };
        node.BeginErrorReadLine();
        if (await node.StandardOutput.ReadLineAsync() == "ready") return new DuckDbMeans(version, node);

        node.Dispose();
        return null;
    }

    public async Task<Judged> JudgeAsync(CancellationToken cancellationToken)
    {
        await _node.StandardInput.WriteLineAsync("go");
        var answer = await _node.StandardOutput.ReadLineAsync(cancellationToken) ?? "-1 0 0";
        var parts = answer.Split(' ');
        return new Judged(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            TimeSpan.FromMilliseconds(double.Parse(parts[1], CultureInfo.InvariantCulture)),
            TimeSpan.FromMilliseconds(double.Parse(parts[2], CultureInfo.InvariantCulture)));
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
