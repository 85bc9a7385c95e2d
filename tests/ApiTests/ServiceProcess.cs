using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace DetectionApi.ApiTests;

/// <summary>The program as it is started by people, in an empty working directory.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Where an address is written in the log, no other setting may hide it.
    private static readonly string[] SaysWhereItListens =
        ["--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(
        string workingDirectory, IEnumerable<string> arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "DetectionApi.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        foreach (var (name, value) in environment) start.Environment[name] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, _output);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _errors);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static ServiceProcess Start(
        TestDirectory workingDirectory, string[] arguments, params (string, string)[] environment) =>
        new(workingDirectory.Path, [.. arguments, .. SaysWhereItListens], environment);

    /// <summary>Starts a command that does not serve.</summary>
    public static ServiceProcess Run(TestDirectory workingDirectory, params string[] arguments) =>
        new(workingDirectory.Path, arguments, []);

    /// <summary>The address on which it listens; fails if it ends instead.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var first = await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        if (first != _listening.Task) Assert.Fail($"The service ended: {_errors}{_output}");

        // A listener on all addresses is reached by the nearest.
        var address = (await _listening.Task).Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        return new Uri(address);
    }

    /// <summary>Ends it as a power cut would: it is not asked.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, whether it listened before or not.</summary>
    public async Task<(int ExitCode, string[] Errors, string Output)> DoneAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return Outcome();
    }

    /// <summary>Waits for its end; fails if it listens instead.</summary>
    public async Task<(int ExitCode, string[] Errors, string Output)> EndAsync()
    {
        var first = await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        if (first == _listening.Task) Assert.Fail($"The service listens on {await _listening.Task}.");
        return Outcome();
    }

    private (int ExitCode, string[] Errors, string Output) Outcome()
    {
        lock (_output)
        {
            var errors = $"{_errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return (_process.ExitCode, errors, $"{_output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line, StringBuilder into)
    {
        if (line is null) return;
        lock (_output) into.Append(line).Append('\n');
        if (Address().Match(line) is { Success: true } match) _listening.TrySetResult(match.Groups["url"].Value);
    }

    [GeneratedRegex(@"Now listening on: (?<url>http://\S+)")]
    private static partial Regex Address();
}
