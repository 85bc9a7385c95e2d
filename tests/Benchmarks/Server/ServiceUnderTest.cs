using System.Diagnostics;
using DetectionApi.Benchmarks.Client;

namespace DetectionApi.Benchmarks.Server;

/// <summary>The service: started for the purpose on an empty directory, or one that runs already.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private const string ContextSetting = "--Context:Enabled";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string? _directory;

    private ServiceUnderTest(MeasuredProcess? process, string? directory, Uri address) =>
        (Process, _directory, Address) = (process, directory, address);

    /// <summary>Its process; null if it was running already.</summary>
    public MeasuredProcess? Process { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>From the start of the process to the first accepted batch; zero if it was running already.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>What is to be known about how it runs; null if nothing.</summary>
    public string? Remark { get; private init; }

    /// <summary>A service that runs already.</summary>
    public static ServiceUnderTest At(Uri address) => new(null, null, address);

    /// <summary>Starts the service on an empty directory and waits until it took the batch.</summary>
    /// <param name="settings">Settings for its command line.</param>
    /// <param name="keepsContext">False to switch the context store off.</param>
    /// <param name="firstBatch">The batch, plain.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<ServiceUnderTest> StartAsync(
        IReadOnlyList<string> settings, bool keepsContext, ReadOnlyMemory<byte> firstBatch,
        CancellationToken cancellationToken)
    {
        if (keepsContext) return await TryStartAsync(settings, firstBatch, null, cancellationToken);

        try
        {
            return await TryStartAsync([.. settings, ContextSetting, "false"], firstBatch, null, cancellationToken);
        }
        catch (LoadFailedException e) when (e.Message.Contains("there is no setting Context", StringComparison.Ordinal))
        {
            const string Remark = "the service has no setting Context:Enabled yet: measured as it is";
            return await TryStartAsync(settings, firstBatch, Remark, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null) await Process.DisposeAsync();
        if (_directory is not null) Directory.Delete(_directory, recursive: true);
    }

    private static async Task<ServiceUnderTest> TryStartAsync(
        IReadOnlyList<string> settings, ReadOnlyMemory<byte> firstBatch, string? remark,
        CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("detection-load-").FullName;
        var process = new MeasuredProcess(
        [
            Path.Combine(AppContext.BaseDirectory, "DetectionApi.dll"), "--Storage:DataDirectory", directory,
            .. settings,
        ]);
        var service = new ServiceUnderTest(process, directory, process.Address) { Remark = remark };
        try
        {
            await service.TakeFirstAsync(process, firstBatch, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private async Task TakeFirstAsync(
        MeasuredProcess process, ReadOnlyMemory<byte> firstBatch, CancellationToken cancellationToken)
    {
        using var shipper = new Shipper(Address, isGzip: false, checksItems: true);
        while (!await shipper.TryPostAsync(firstBatch, cancellationToken))
        {
            if (process.HasEnded)
            {
                await process.EndedAsync(cancellationToken);
                throw new LoadFailedException($"the service ended: {process.Output}");
            }

            if (Stopwatch.GetElapsedTime(process.StartedAt) > Patience)
                throw new LoadFailedException($"the service took no batch within {Patience}: {process.Output}");
            await Task.Delay(Pause, cancellationToken);
        }

        StartTime = Stopwatch.GetElapsedTime(process.StartedAt);
    }
}
