using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace DetectionApi.Support;

/// <summary>The program as it is started by people, in an empty working directory.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Where an address is written in the log, no other setting may hide it.
    private static readonly string[] SaysWhereItListens =
        ["--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"];

    private static readonly string[] Program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "DetectionApi.dll")];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, _output);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _errors);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What the operating system calls it.</summary>
    public int Id => _process.Id;

    public static ServiceProcess Start(
        TestDirectory workingDirectory, IEnumerable<string> arguments,
        params (string Name, string Value)[] environment) =>
        StartUnder([], workingDirectory, arguments, environment);

    /// <summary>Starts it by a command that prepares something and then becomes the program.</summary>
    public static ServiceProcess StartUnder(
        IEnumerable<string> command, TestDirectory workingDirectory, IEnumerable<string> arguments,
        params (string Name, string Value)[] environment) =>
        Begin([.. command, .. Program, .. arguments, .. SaysWhereItListens], workingDirectory, environment);

    /// <summary>Starts a command that does not serve.</summary>
    public static ServiceProcess Run(TestDirectory workingDirectory, params IEnumerable<string> arguments) =>
        Begin([.. Program, .. arguments], workingDirectory, []);

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

    /// <summary>Waits until a line holds the text.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Logged().Contains(text, StringComparison.Ordinal)) await Task.Delay(50, patience.Token);

        string Logged()
        {
            lock (_output) return $"{_output}";
        }
    }

    /// <summary>Ends it without asking, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

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

    private static ServiceProcess Begin(
        string[] words, TestDirectory workingDirectory, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = workingDirectory.Path };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ServiceProcess(start);
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

    [GeneratedRegex(@"Now listening on: (?<url>https?://\S+)")]
    private static partial Regex Address();
}
