using DetectionApi.Api.Access;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Telemetry.Prometheus;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Access;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>
/// What must be done before the first request is taken: the database is brought up to date, the rules and the
/// exception items are loaded.
/// </summary>
internal sealed class Startup(
    IConfiguration configuration, IOptions<AccessOptions> access, IOptions<OpenIdConnectOptions> tokens,
    IOptions<StorageOptions> storage,
    DetectionsDatabase database, ContextDatabase context, ExceptionStore exceptions, BatchWriter writer,
    RuleBook rules, KeyRing keys, MetricsPage metrics, Gauges gauges, TimeProvider time, ILogger<Startup> log)
    : IHostedLifecycleService, IDisposable
{
    private DataDirectory? _directory;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        metrics.Begin();
        var directory = storage.Value.DataDirectory;
        await LoopbackGuard.CheckSettingsAsync(
            configuration, access.Value, () => LetsAnybodyInAsync(directory, cancellationToken));
        try
        {
            _directory = DataDirectory.Take(directory);
            await database.MigrateAsync(_directory, cancellationToken);
            context.Open(_directory);
            await keys.RefreshAsync(cancellationToken);
            await exceptions.LoadAsync(time.GetUtcNow(), cancellationToken);
            await writer.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartRefusedException(
                $"the data directory {Path.GetFullPath(directory)} (Storage:DataDirectory) cannot be used: "
                + e.Message.TrimEnd('.'));
        }

        await rules.LoadAsync(cancellationToken);
        gauges.Begin();
        log.StoreOpened(_directory.Path);
        if (keys.IsNeeded) log.KeysNeeded();
        else log.NobodyNeedsKey();
    }

    // Of the store nothing is open yet, and nothing is to be touched if the start is refused.
    private async Task<bool> LetsAnybodyInAsync(string directory, CancellationToken cancellationToken) =>
        access.Value.ClientCertificateAuthorities is not null || tokens.Value.IsOn
        || await AccessKeyStore.HasActiveAsync(directory, time.GetUtcNow(), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What was accepted is stored before the directory is given up.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await writer.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.StoreNotDrained();
        }
    }

    public void Dispose() => _directory?.Dispose();
}
