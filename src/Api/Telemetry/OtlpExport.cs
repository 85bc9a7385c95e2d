using System.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DetectionApi.Api.Telemetry;

/// <summary>Sends measurements and traces to a collector by OTLP, if one is set; else it makes nothing.</summary>
internal sealed class OtlpExport(IOptions<TelemetryOptions> options, ILogger<OtlpExport> log)
    : IHostedService, IDisposable
{
    private const string ServiceName = "DetectionApi";

    // The host gives all that stops eight seconds, and requests come first.
    private const int LastSendingMilliseconds = 2_000;

    private static readonly string[] Meters =
        [Instruments.MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private MeterProvider? _meters;
    private TracerProvider? _traces;
    private ExportFailures? _failures;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Collector is not { } collector) return Task.CompletedTask;

        _failures = new ExportFailures(log);
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(Meters)
            .AddOtlpExporter(exporter => Address(exporter, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(Tracing.SourceName)
            .AddOtlpExporter(exporter => Address(exporter, "v1/traces"))
            .Build();
        log.Exporting(collector, options.Value.OtlpProtocol!);
        return Task.CompletedTask;
    }

    // What was measured last is sent, too, if there is somebody to take it.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.Shutdown(LastSendingMilliseconds);
        _meters?.Shutdown(LastSendingMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _meters?.Dispose();
        _failures?.Dispose();
    }

    private static void Describe(ResourceBuilder resource) => resource
        .AddService(ServiceName, serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3))
        .AddEnvironmentVariableDetector();

    // The exporter itself adds the path only to an address of the environment.
    private void Address(OtlpExporterOptions exporter, string path)
    {
        var collector = options.Value.Collector!;
        var isHttp = options.Value.OtlpProtocol == TelemetryOptions.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}") : collector;
    }
}
