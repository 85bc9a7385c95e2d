using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Access;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Persistence.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DetectionApi.Persistence;

/// <summary>The one way into the stores.</summary>
public static class PersistenceRegistration
{
    /// <summary>
    /// Registers the stores on the database in <paramref name="dataDirectory"/>, which must exist by first use.
    /// </summary>
    public static IServiceCollection AddDetectionStores(
        this IServiceCollection services, Func<IServiceProvider, string> dataDirectory)
    {
        services.AddPooledDbContextFactory<DetectionsDbContext>((provider, options) => Configure(
            options, dataDirectory(provider)));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WriteGate>();
        services.AddSingleton(p => new DetectionsDatabase(
            Contexts(p), p.GetRequiredService<ContextDatabase>(), p.GetRequiredService<WriteGate>()));
        AddContext(services, dataDirectory);
        services.AddSingleton<AwaitedFacts>();
        services.AddSingleton(p => new AlertFeed(Contexts(p)));
        services.AddSingleton(p => new RelatedActivityStore(Contexts(p), p.GetRequiredService<AlertIndex>()));
        services.AddSingleton(p => new InvestigationStore(
            Contexts(p), p.GetRequiredService<WriteGate>(), p.GetRequiredService<AlertFeed>()));
        services.AddSingleton(p => new BatchWriter(
            new ContextWriter(p.GetRequiredService<SegmentTable>(), p.GetRequiredService<TelemetryTable>()),
            new AlertRecorder(
                Contexts(p), p.GetRequiredService<ContextStore>(), p.GetRequiredService<AwaitedFacts>(),
                p.GetRequiredService<NewNeeds>(), p.GetRequiredService<AlertFeed>(),
                p.GetRequiredService<ExceptionsInForce>()),
            p.GetRequiredService<AwaitedFacts>(),
            p.GetRequiredService<WriteGate>(),
            p.GetRequiredService<ContextWatch>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AlertIndex(Contexts(p), p.GetRequiredService<AlertFeed>()));
        services.AddSingleton(p => new AlertStore(Contexts(p), p.GetRequiredService<AlertIndex>()));
        services.AddSingleton(p => new QuarantineStore(Contexts(p)));
        services.AddSingleton(p => new QuarantineRetention(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new AccessKeyStore(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new AuditStore(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new RuleSettingStore(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new WebhookFeed(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new WebhookStore(Contexts(p), p.GetRequiredService<WriteGate>()));
        services.AddSingleton<ExceptionsInForce>();
        services.AddSingleton(p => new SignerInventory(Contexts(p), p.GetRequiredService<WriteGate>()));
        AddTriage(services);
        AddExceptions(services);
        return services;
    }

    private static void AddExceptions(IServiceCollection services)
    {
        services.AddSingleton(p => new ExceptionAlerts(
            Contexts(p), p.GetRequiredService<TriageTransaction>(), p.GetRequiredService<AlertIndex>(),
            p.GetRequiredService<ExceptionsInForce>()));
        services.TryAddSingleton(new ExceptionPolicy());
        services.AddSingleton(p => new ExceptionGate(
            p.GetRequiredService<ExceptionsInForce>(), p.GetRequiredService<ExceptionPolicy>()));
        services.AddSingleton(p => new ExceptionWriter(
            Contexts(p), p.GetRequiredService<WriteGate>(), p.GetRequiredService<ExceptionGate>(),
            p.GetRequiredService<ExceptionsInForce>()));
        services.AddSingleton(p => new ExceptionExpiry(
            Contexts(p), p.GetRequiredService<ExceptionWriter>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new ExceptionStore(
            Contexts(p), p.GetRequiredService<ExceptionWriter>(), p.GetRequiredService<ExceptionsInForce>(),
            p.GetRequiredService<WriteGate>()));
        services.AddSingleton(p => new ExceptionJudge(Contexts(p), p.GetRequiredService<ExceptionGate>()));
        services.AddSingleton(p => new ExceptionPreviewer(
            Contexts(p), p.GetRequiredService<AlertIndex>(), p.GetRequiredService<AlertStore>()));
        services.AddSingleton(p => new ExceptionExplainer(
            Contexts(p), p.GetRequiredService<ContextStore>(), p.GetRequiredService<ExceptionsInForce>()));
        services.AddSingleton(p => new ExceptionSuggestions(
            new ObservedShapes(Contexts(p), p.GetRequiredService<AlertIndex>()), p.GetRequiredService<AlertIndex>(),
            p.GetRequiredService<ExceptionsInForce>()));
    }

    private static void AddTriage(IServiceCollection services)
    {
        services.AddSingleton(p => new TriageTransaction(
            Contexts(p), p.GetRequiredService<WriteGate>(), p.GetRequiredService<AlertFeed>(),
            p.GetRequiredService<NewNeeds>()));
        services.AddSingleton(p => new TriageStore(Contexts(p), p.GetRequiredService<TriageTransaction>()));
        services.AddSingleton(p => new AlertNotes(Contexts(p), p.GetRequiredService<TriageTransaction>()));
        services.AddSingleton(p => new AnswerMemory(Contexts(p)));
    }

    private static void AddContext(IServiceCollection services, Func<IServiceProvider, string> dataDirectory)
    {
        services.AddSingleton(p => new ContextDatabase(() => dataDirectory(p)));
        services.AddSingleton<SegmentTable>();
        services.AddSingleton<TelemetryTable>();
        services.AddSingleton<NewNeeds>();
        services.AddSingleton<ContextWatch>();
        services.AddSingleton(p => new ContextStore(p.GetRequiredService<ContextDatabase>()));
        services.AddSingleton(p => new ContextRetention(
            p.GetRequiredService<SegmentTable>(), p.GetRequiredService<TelemetryTable>(), Contexts(p),
            p.GetRequiredService<NewNeeds>(),
            p.GetRequiredService<WriteGate>()));
    }

    // Migrations are written by hand and a test compares them with the model; there is no snapshot to compare here.
    internal static void Configure(DbContextOptionsBuilder options, string dataDirectory) => options
        .UseSqlite(DetectionsDatabase.ConnectionString(dataDirectory))
        .AddInterceptors(new DurableCommits())
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    private static IDbContextFactory<DetectionsDbContext> Contexts(IServiceProvider provider) =>
        provider.GetRequiredService<IDbContextFactory<DetectionsDbContext>>();
}
