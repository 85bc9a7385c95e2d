using System.Diagnostics;
using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Server;

namespace DetectionApi.Benchmarks.Siege;

/// <summary>The service on an empty store, with a key for each who comes.</summary>
internal sealed class SiegedService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("detection-siege-").FullName;
    private MeasuredProcess? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address => Process.Address;

    /// <summary>Its process.</summary>
    public MeasuredProcess Process => _process ?? throw new InvalidOperationException("It was not started.");

    /// <summary>The shipper's key.</summary>
    public string Shippers { get; private set; } = "";

    /// <summary>The attacker's key, which lets him post and read.</summary>
    public string Attackers { get; private set; } = "";

    public static async Task<SiegedService> StartAsync(CancellationToken cancellationToken)
    {
        var service = new SiegedService();
        try
        {
            service.Shippers = await service.AddKeyAsync("shipper", cancellationToken);
            service.Attackers = await service.AddKeyAsync("attacker", cancellationToken);
            service._process = new MeasuredProcess([Program, "--Storage:DataDirectory", service._directory]);
            await service.LiveAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "DetectionApi.dll");

    private async Task<string> AddKeyAsync(string owner, CancellationToken cancellationToken)
    {
        using var keys = System.Diagnostics.Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Program, "keys", "add", "--name", owner, "--owner", owner, "--role", "ingest", "--role", "read",
                "--Storage:DataDirectory", _directory,
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await keys.StandardOutput.ReadToEndAsync(cancellationToken);
        await keys.WaitForExitAsync(cancellationToken);
        const string Encoded = "encoded:";
        return Array.Find(output.Split('\n'), line => line.StartsWith(Encoded, StringComparison.Ordinal)) is { } shown
            ? shown[Encoded.Length..].Trim()
            : throw new LoadFailedException($"no key was made: {output}");
    }

    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var live = await http.GetAsync("health/live", cancellationToken);
                if (live.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (!Process.HasEnded
                && Stopwatch.GetElapsedTime(Process.StartedAt) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
