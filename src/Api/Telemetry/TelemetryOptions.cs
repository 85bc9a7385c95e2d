using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Telemetry;

/// <summary>Where measurements are sent, and what raises an alarm. Bound from the section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>OTLP over gRPC, as <c>Telemetry:OtlpProtocol</c> names it.</summary>
    public const string Grpc = "grpc";

    /// <summary>OTLP over HTTP, as <c>Telemetry:OtlpProtocol</c> names it.</summary>
    public const string Http = "http/protobuf";

    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const int MinutesUnlessSet = 15;
    private const int MinutesGreatest = 7 * 24 * 60;
    private const int PercentLeast = 50;

    /// <summary>The address of an OpenTelemetry collector. Nothing is sent unless it is given.</summary>
    /// <remarks>What is not set is taken from OpenTelemetry's own variable of the environment.</remarks>
    public string? OtlpEndpoint { get; set; }

    /// <summary>How the collector is spoken to: <c>grpc</c> or <c>http/protobuf</c>.</summary>
    /// <value>The default is <c>grpc</c>.</value>
    public string? OtlpProtocol { get; set; }

    /// <summary>After how many minutes without an event there is an alarm; 0 for never.</summary>
    /// <value>The default is 15.</value>
    public int SilentMinutes { get; init; } = MinutesUnlessSet;

    /// <summary>How many bytes of the volume of the store must be free; with less there is an alarm.</summary>
    /// <value>The default is 1 GiB; 0 for no alarm.</value>
    public long FreeBytesLeast { get; init; } = 1024 * 1024 * 1024;

    /// <summary>How many percent of that volume may be used; past it there is an alarm.</summary>
    /// <value>The default is 95; 100 for no alarm.</value>
    public int UsedPercentMax { get; init; } = 95;

    /// <summary>The address of the collector; null if there is none.</summary>
    public Uri? Collector => IsAddress(OtlpEndpoint, out var address) ? address : null;

    /// <summary>Takes from the environment what the settings leave open.</summary>
    public void Complete(IConfiguration environment)
    {
        OtlpEndpoint = Given(OtlpEndpoint) ?? Given(environment[EndpointVariable]);
        OtlpProtocol = Given(OtlpProtocol) ?? Given(environment[ProtocolVariable]) ?? Grpc;
    }

    /// <summary>Within how many minutes refused events count for an alarm: also where silence is none.</summary>
    public int RefusedWithinMinutes() => SilentMinutes > 0 ? SilentMinutes : MinutesUnlessSet;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<TelemetryOptions> options) => options
        .PostConfigure<IConfiguration>((o, environment) => o.Complete(environment))
        .Validate(
            o => o.OtlpEndpoint is null || IsAddress(o.OtlpEndpoint, out _),
            $"Telemetry:OtlpEndpoint (or {EndpointVariable}) must look like http://127.0.0.1:4317, without a user")
        .Validate(
            o => o.OtlpProtocol is Grpc or Http,
            $"Telemetry:OtlpProtocol (or {ProtocolVariable}) must be {Grpc} or {Http}")
        .Validate(
            o => o.SilentMinutes is >= 0 and <= MinutesGreatest,
            $"Telemetry:SilentMinutes must lie between 0 and {MinutesGreatest}")
        .Validate(o => o.FreeBytesLeast >= 0, "Telemetry:FreeBytesLeast must be 0 bytes or more")
        .Validate(
            o => o.UsedPercentMax is >= PercentLeast and <= 100,
            $"Telemetry:UsedPercentMax must lie between {PercentLeast} and 100");

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static bool IsAddress(string? text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
}
