using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.AlertStream;
using DetectionApi.Api.Audit;
using DetectionApi.Api.Evidence;
using DetectionApi.Api.ExceptionItems;
using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;
using DetectionApi.Api.Inventory;
using DetectionApi.Api.Investigation;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Patterns;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Shippers;
using DetectionApi.Api.Telemetry;
using DetectionApi.Api.Telemetry.Prometheus;
using DetectionApi.Api.Triage;
using DetectionApi.Api.Webhooks;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Access;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>The service: its settings, its parts, its addresses.</summary>
internal static class Service
{
    /// <summary>Where it listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:9280";

    // For requests under way when the service is told to stop. Container engines wait for 10 seconds before they kill.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(8);

    // Whole addresses, and headers that cannot be read: whoever turns the log up must not find keys in it.
    private static readonly string[] TellRequestsAsTheyCame =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    /// <summary>Puts the service together.</summary>
    /// <exception cref="StartRefusedException">A setting is unknown.</exception>
    public static WebApplication Build(string[] args)
    {
        // Settings lie beside the program, data in the directory where it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        SettingsCheck.Run(args, builder.Configuration);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        if (builder.Configuration["shutdownTimeoutSeconds"] is null)
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownLimit);

        // It logs why the start failed, with a stack trace; Program says it in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        foreach (var category in TellRequestsAsTheyCame)
            builder.Logging.AddFilter(category, LogLevel.Warning)
                .AddFilter<ConsoleLoggerProvider>(category, LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        AddSettings(builder.Services);
        AddParts(builder.Services);

        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Puts the service together and serves until it is told to stop.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Where a service of these settings keeps its data. Nothing is started, and nothing touched.</summary>
    /// <exception cref="StartRefusedException">A setting is unknown.</exception>
    /// <exception cref="OptionsValidationException">A setting is senseless.</exception>
    public static async Task<string> DataDirectoryOfAsync(string[] args)
    {
        await using var app = Build(args);
        return app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory;
    }

    /// <summary>Works on access keys with a service of these settings. Nothing is started.</summary>
    /// <exception cref="StartRefusedException">A setting is unknown.</exception>
    /// <exception cref="OptionsValidationException">A setting is senseless.</exception>
    public static async Task<int> KeysAsync(
        string[] args, TextWriter output, TextWriter errors, Func<KeysCommand, Task<int>> work)
    {
        await using var app = Build(args);
        return await work(new KeysCommand(
            app.Services.GetRequiredService<KeyMaker>(), app.Services.GetRequiredService<AccessKeyStore>(),
            app.Services.GetRequiredService<DetectionsDatabase>(),
            app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory,
            app.Services.GetRequiredService<TimeProvider>(), output, errors));
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddAccess();
        services.AddLimits();
        CrossOriginOptions.Check(
            services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart());
        ExceptionOptions.Check(
            services.AddOptions<ExceptionOptions>().BindConfiguration(ExceptionOptions.Section).ValidateOnStart());
        IngestOptions.Check(
            services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateOnStart());
        ContextOptions.Check(
            services.AddOptions<ContextOptions>().BindConfiguration(ContextOptions.Section).ValidateOnStart());
        InvestigationOptions.Check(services.AddOptions<InvestigationOptions>()
            .BindConfiguration(InvestigationOptions.Section).ValidateOnStart());
        StorageOptions.Check(
            services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart());
        StreamOptions.Check(
            services.AddOptions<StreamOptions>().BindConfiguration(StreamOptions.Section).ValidateOnStart());
        TelemetryOptions.Check(
            services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateOnStart());
        WebhookOptions.Check(
            services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart());
        services.Configure<JsonOptions>(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Listening>();
        services.Configure<KestrelServerOptions>(options => RequestHeadGuard.Configure(options.Limits));
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddCors();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ExceptionOptions>>().Value.Policy);
        services.AddDetectionStores(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory);
        services.AddSingleton<RuleBook>();
        services.AddSingleton<WaitingBytes>();
        services.AddSingleton<RunningRequests>();
        services.AddSingleton<BatchIngest>();
        services.AddSingleton<ClusterIdentity>();
        services.AddSingleton<StoreHealth>();
        services.AddSingleton<Investigator>();
        services.AddSingleton<PivotReader>();
        services.AddSingleton<EvidenceBundle>();
        services.AddSingleton<TriedItem>();
        services.AddHostedService<OtlpExport>();
        services.AddHostedService<Startup>();
        services.AddHostedService<AlertIndexing>();
        services.AddHostedService<InvestigationWorker>();
        services.AddHostedService<ContextSweeper>();
        services.AddHostedService<StoreCheck>();
        services.AddHostedService<QuarantineSweep>();
        services.AddSingleton<StreamHub>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamHub>());
        services.AddSingleton<StreamConnection>();
        services.AddSingleton<ExceptionAnswers>();
        services.AddSingleton<ExceptionChanger>();
        services.AddSingleton<ExceptionClock>();
        services.AddHostedService(provider => provider.GetRequiredService<ExceptionClock>());
        AddWebhooks(services);

        // They stop in the reverse order: what was refused last is in the end that is told.
        services.AddHostedService<AuditHeadLog>();
        services.AddSingleton<RefusedAttempts>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusedAttempts>());
        services.AddSingleton<IProblemDetailsService, ProblemNotes>();
        AddTelemetry(services);
        services.AddDocumentation();
    }

    private static void AddTelemetry(IServiceCollection services)
    {
        services.AddSingleton<MetricsPage>();
        services.AddSingleton<Instruments>();
        services.AddSingleton<BatchTelemetry>();
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<Gauges>();
        services.AddSingleton<ServiceWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ServiceWatch>());
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<WebhookMessages>();
        services.AddSingleton<WebhookBell>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookTargetList>();
        services.AddHostedService<WebhookFollower>();
        services.AddHostedService<WebhookSender>();
        services.AddHostedService<WebhookSweep>();
    }

    private static void Map(WebApplication app)
    {
        app.UseProxies();
        app.UseRequestCount();
        app.UseSecurityHeaders();
        app.UseRefusalAudit();
        app.UseElasticsearchProductHeader();
        app.UseErrors();
        app.UseRequestHeadGuard();
        app.UseBrowserGuard();
        app.UseCrossOrigin();
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "DetectionApi";
            options.SwaggerEndpoint($"/openapi/{OpenApiDocumentation.DocumentName}.json", "DetectionApi v1");
            options.DisplayRequestDuration();
            options.EnableDeepLinking();
            options.DefaultModelsExpandDepth(-1);
        });
        app.UseAccessGuard();
        app.UseActorGuard();
        app.UseReadPlaces();
        app.UseRequestAudit();

        app.MapOpenApi().WithName("GetDocument").WithSummary("The OpenAPI document.").WithTags(Tags.Health);
        app.MapHealth();
        app.MapMetrics();
        app.MapShippers();

        var api = app.MapGroup("/api/v1");
        api.ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapAlerts();
        api.MapAlertSummary();
        api.MapPatterns();
        api.MapExceptionPreviews();
        api.MapExceptions();
        api.MapExceptionActions();
        api.MapExceptionFiles();
        api.MapAlertStream();
        api.MapTriage();
        api.MapInvestigation();
        api.MapEvidence();
        api.MapInventory();
        api.MapRules();
        api.MapEvents();
        api.MapWebhooks();
        api.MapQuarantine();
        api.MapAudit();
        api.MapKeys();
    }
}
