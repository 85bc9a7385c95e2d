using System.Diagnostics;
using System.Text.Json.Nodes;
using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Server;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>The service on a store that was filled before.</summary>
internal sealed class ServedStore : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly MeasuredProcess _process;
    private readonly HttpClient _client;

    private ServedStore(MeasuredProcess process) =>
        (_process, _client) = (process, new HttpClient { BaseAddress = process.Address });

    /// <summary>From the start to the first answer at all, and to the first about alerts.</summary>
    public (TimeSpan Live, TimeSpan Ready) StartTimes { get; private set; }

    /// <summary>How much processor time it used until then.</summary>
    public TimeSpan StartProcessorTime { get; private set; }

    /// <summary>What the process has at hand.</summary>
    public double WorkingSetMegabytes => _process.WorkingSet / 1e6;

    /// <summary>Starts it and waits until it can be asked.</summary>
    public static async Task<ServedStore> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var process = new MeasuredProcess(
            [Path.Combine(AppContext.BaseDirectory, "DetectionApi.dll"), "--Storage:DataDirectory", folder]);
        var store = new ServedStore(process);
        store.StartTimes = (
            await store.AnswersAsync("/health/live", cancellationToken),
            await store.AnswersAsync("/api/v1/alerts/summary", cancellationToken));
        store.StartProcessorTime = process.ProcessorTime;
        return store;
    }

    /// <summary>Asks, reads the whole answer, and says how many milliseconds it took, and of the processors.</summary>
    public async Task<(double Time, double Processor)> AskAsync(string path, CancellationToken cancellationToken)
    {
        var used = _process.ProcessorTime;
        var begun = Stopwatch.GetTimestamp();
        using var answer = await _client.GetAsync(path, cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new LoadFailedException($"{path}: {(int)answer.StatusCode}");
        return (
            Stopwatch.GetElapsedTime(begun).TotalMilliseconds, (_process.ProcessorTime - used).TotalMilliseconds);
    }

    /// <summary>Reads an answer.</summary>
    public async Task<JsonNode> ReadAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await _client.GetStringAsync(path, cancellationToken))!;

    /// <summary>Posts an event that raises a new alert.</summary>
    public async Task RaiseAsync(int number, CancellationToken cancellationToken)
    {
        using var content = new StringContent(RaisingEvent.Of(number));
        using var answer = await _client.PostAsync("/api/v1/events", content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<TimeSpan> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        while (Stopwatch.GetElapsedTime(_process.StartedAt) < Patience && !_process.HasEnded)
        {
            try
            {
                using var answer = await _client.GetAsync(path, cancellationToken);
                if (answer.IsSuccessStatusCode) return Stopwatch.GetElapsedTime(_process.StartedAt);
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(Pause, cancellationToken);
        }

        throw new LoadFailedException($"the service does not answer {path}: {_process.Output}");
    }
}
