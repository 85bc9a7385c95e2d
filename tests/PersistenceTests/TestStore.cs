using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Persistence.Webhooks;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.PersistenceTests;

/// <summary>The stores on a database file of their own, which goes with them.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStore(string? folder, PlanWatch? watch)
    {
        Folder = folder ?? Path.Combine(Path.GetTempPath(), $"detections-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Folder);
        var services = new ServiceCollection().AddDetectionStores(_ => Folder);
        if (watch is not null)
            services.AddSingleton<IDbContextFactory<DetectionsDbContext>>(new WatchedContexts(Folder, watch));
        _services = services.BuildServiceProvider();
    }

    private DataDirectory? _directory;

    public string Folder { get; }

    public string ContextFile => Path.Combine(Folder, ContextDatabase.FileName);

    public BatchWriter Writer => _services.GetRequiredService<BatchWriter>();

    public ContextStore Context => _services.GetRequiredService<ContextStore>();

    public ContextRetention ContextRetention => _services.GetRequiredService<ContextRetention>();

    public NewNeeds NewNeeds => _services.GetRequiredService<NewNeeds>();

    public WriteGate Gate => _services.GetRequiredService<WriteGate>();

    /// <summary>The connection that writes the context, to be touched while nothing is written.</summary>
    public SqliteConnection ContextWriter => _services.GetRequiredService<ContextDatabase>().Writer;

    public AlertStore Alerts => _services.GetRequiredService<AlertStore>();

    public AlertFeed Feed => _services.GetRequiredService<AlertFeed>();

    public TriageStore Triage => _services.GetRequiredService<TriageStore>();

    public ExceptionStore Items => _services.GetRequiredService<ExceptionStore>();

    public ExceptionAlerts ItemAlerts => _services.GetRequiredService<ExceptionAlerts>();

    public ExceptionExpiry Expiry => _services.GetRequiredService<ExceptionExpiry>();

    public ExceptionsInForce Exceptions => _services.GetRequiredService<ExceptionsInForce>();

    public ExceptionJudge Judge => _services.GetRequiredService<ExceptionJudge>();

    public ExceptionSuggestions Suggestions => _services.GetRequiredService<ExceptionSuggestions>();

    public ExceptionExplainer Explainer => _services.GetRequiredService<ExceptionExplainer>();

    public ExceptionPreviewer Previewer => _services.GetRequiredService<ExceptionPreviewer>();

    public SignerInventory Inventory => _services.GetRequiredService<SignerInventory>();

    public AlertNotes Notes => _services.GetRequiredService<AlertNotes>();

    public AnswerMemory Answers => _services.GetRequiredService<AnswerMemory>();

    public InvestigationStore Investigations => _services.GetRequiredService<InvestigationStore>();

    public ContextWatch Watch => _services.GetRequiredService<ContextWatch>();

    public AlertIndex Index => _services.GetRequiredService<AlertIndex>();

    public WebhookFeed WebhookFeed => _services.GetRequiredService<WebhookFeed>();

    public WebhookStore Webhooks => _services.GetRequiredService<WebhookStore>();

    public QuarantineStore Quarantine => _services.GetRequiredService<QuarantineStore>();

    public QuarantineRetention Retention => _services.GetRequiredService<QuarantineRetention>();

    public AuditStore Audit => _services.GetRequiredService<AuditStore>();

    public RuleSettingStore RuleSettings => _services.GetRequiredService<RuleSettingStore>();

    public DetectionsDatabase Database => _services.GetRequiredService<DetectionsDatabase>();

    /// <summary>A new store, or one on a folder that another one left.</summary>
    public static async Task<TestStore> NewAsync(string? folder = null, PlanWatch? watch = null)
    {
        var store = new TestStore(folder, watch);
        try
        {
            await store.MigrateAsync();
            store._services.GetRequiredService<ContextDatabase>().Open(store._directory!);
            await store.Writer.StartAsync(default);
            return store;
        }
        catch
        {
            await store.CloseAsync();
            throw;
        }
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

    /// <summary>Stores events for the context, each batch as a shipper's request.</summary>
    public Task KeepAsync(params IEnumerable<SomeEvent> events) => KeepAsync(Some.Later, events);

    public Task KeepAsync(DateTimeOffset receivedAt, params IEnumerable<SomeEvent> events) =>
        Writer.StoreAsync(new BatchRecord([], [], SomeSegment.Of(receivedAt, events), receivedAt));

    /// <summary>What the context holds of the hosts, in the order of time.</summary>
    public IReadOnlyList<ContextEvent> Kept(params string[] hosts) => Context.Find(
        hosts.DefaultIfEmpty(SomeContext.Host).Select(host => ContextKey.Of(ContextKeyKind.Host, host)),
        DateTimeOffset.MinValue, DateTimeOffset.MaxValue, _ => "", int.MaxValue, default).Events;

    /// <summary>A number from the file of the context.</summary>
    public long ContextNumber(string sql)
    {
        using var connection = OpenContext();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), null);
    }

    /// <summary>A connection of one's own to the file of the context.</summary>
    public SqliteConnection OpenContext()
    {
        var connection = new SqliteConnection($"Data Source={ContextFile};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Ends as <see cref="DisposeAsync"/> does, but leaves the folder to another store.</summary>
    public async Task<string> CloseAsync()
    {
        await using (var db = await ContextAsync())
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _services.DisposeAsync();
        _directory?.Dispose();
        return Folder;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
