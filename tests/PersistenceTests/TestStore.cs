using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Context;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.PersistenceTests;

/// <summary>The stores on a database file of their own, which goes with them.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStore()
    {
        Directory.CreateDirectory(Folder);
        _services = new ServiceCollection().AddDetectionStores(_ => Folder).BuildServiceProvider();
    }

    private DataDirectory? _directory;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"detections-{Guid.NewGuid():n}");

    public BatchWriter Writer => _services.GetRequiredService<BatchWriter>();

    public ContextStore Context => _services.GetRequiredService<ContextStore>();

    public ContextRetention ContextRetention => _services.GetRequiredService<ContextRetention>();

    public AlertStore Alerts => _services.GetRequiredService<AlertStore>();

    public QuarantineStore Quarantine => _services.GetRequiredService<QuarantineStore>();

    public QuarantineRetention Retention => _services.GetRequiredService<QuarantineRetention>();

    public RuleSettingStore RuleSettings => _services.GetRequiredService<RuleSettingStore>();

    public DetectionsDatabase Database => _services.GetRequiredService<DetectionsDatabase>();

    public static async Task<TestStore> NewAsync()
    {
        var store = new TestStore();
        await store.MigrateAsync();
        store._services.GetRequiredService<ContextDatabase>().Open(store._directory!);
        await store.Writer.StartAsync(default);
        return store;
    }

    public Task MigrateAsync() => Database.MigrateAsync(_directory ??= DataDirectory.Take(Folder), default);

    public Task<DetectionsDbContext> ContextAsync() =>
        _services.GetRequiredService<IDbContextFactory<DetectionsDbContext>>().CreateDbContextAsync();

    public async Task<int> RecordAsync(params IEnumerable<Match> matches) =>
        (await Writer.StoreAsync(new BatchRecord([.. matches], [], [], Some.Later))).NewOccurrences;

    /// <summary>All alerts, whatever became of them.</summary>
    public async Task<IReadOnlyList<Alert>> AllAsync(AlertFilter? filter = null) =>
        (await Alerts.ListAsync(filter ?? new AlertFilter(), AlertOrder.LastSeen, null, 10_000, default)).Items;

    public async Task<IReadOnlyList<Occurrence>> OccurrencesAsync(string alertId) =>
        (await Alerts.OccurrencesAsync(alertId, null, 10_000, default)).Items;

    public async ValueTask DisposeAsync()
    {
        await using (var db = await ContextAsync())
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _services.DisposeAsync();
        _directory?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
