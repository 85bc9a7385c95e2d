using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DetectionApi.Benchmarks.Server;

/// <summary>A server as a process of its own, so that its processor time and memory can be told apart.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private const int LinesKept = 30;

    private readonly Process _process;
    private readonly Queue<string> _lines = [];

    /// <summary>Starts <c>dotnet</c> with the arguments and an address to listen on.</summary>
    public MeasuredProcess(IEnumerable<string> arguments)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Address.OriginalString);

        StartedAt = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>When it was started, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; }

    /// <summary>True if it ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines that it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>How much processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>How many bytes of memory it has at hand.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most that it ever had at hand.</summary>
    public long WorkingSetPeak
    {
        get
        {
            _process.Refresh();
            return Math.Max(_process.PeakWorkingSet64, _process.WorkingSet64);
        }
    }

    /// <summary>Waits until it has ended, for the last of its output.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Freed again before it is used: somebody else could take it, which would show at once.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (_lines.Count == LinesKept) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }
}
