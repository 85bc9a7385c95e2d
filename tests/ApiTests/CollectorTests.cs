using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>What a collector is sent by OTLP, if one is set.</summary>
public sealed class CollectorTests
{
    private const string AnyPort = "http://127.0.0.1:0";
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string ShippersSpan = "00f067aa0ba902b7";

    [Fact]
    public async Task Measurements_reach_the_collector()
    {
        await using var collector = await Collector.StartAsync();
        using var directory = new TestDirectory();
        await using var service = Start(directory, collector);
        await PostAsync(service);

        string[] wanted = ["detection.events", "dotnet.gc.collections"];
        var metrics = await collector.MetricsAsync(all => !wanted.Except(all.Select(metric => metric.Name)).Any());

        Assert.Contains(metrics, metric => metric is { Name: "detection.batch.duration", Unit: "s" });
        Assert.Contains(metrics, metric => metric is { Name: "detection.store.size", Unit: "By" });
        Assert.Contains("DetectionApi", collector.ServiceNames);
    }

    [Fact]
    public async Task The_way_of_a_batch_is_a_part_of_the_shippers_trace()
    {
        await using var collector = await Collector.StartAsync();
        using var directory = new TestDirectory();
        await using var service = Start(directory, collector);
        await PostAsync(service, $"00-{Trace}-{ShippersSpan}-01");

        var spans = await collector.SpansAsync(all => all.Any(span => span.Name == "batch"));

        var batch = Assert.Single(spans, span => span.Name == "batch");
        Assert.Equal((Trace, ShippersSpan), (batch.TraceId, batch.ParentId));
        Assert.Equal(
            ["commit", "judge", "wait"],
            spans.Where(span => span.ParentId == batch.Id && span.TraceId == Trace).Select(span => span.Name).Order());
        Assert.Contains("detection.events", batch.Attributes);
        Assert.All(spans, span => Assert.DoesNotContain("lsass", span.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_batch_of_a_shipper_without_a_trace_begins_one()
    {
        await using var collector = await Collector.StartAsync();
        using var directory = new TestDirectory();
        await using var service = Start(directory, collector);
        await PostAsync(service, "nonsense");

        var spans = await collector.SpansAsync(all => all.Any(span => span.Name == "batch"));

        Assert.Equal("", Assert.Single(spans, span => span.Name == "batch").ParentId);
    }

    [Fact]
    public async Task Attempts_to_deliver_messages_are_traced()
    {
        await using var collector = await Collector.StartAsync();
        using var directory = new TestDirectory();
        await using var service = Start(
            directory, collector,
            "--Webhooks:AllowPrivateAddresses", "true", "--Webhooks:Targets:0:Name", "nobody",
            "--Webhooks:Targets:0:Url", "http://127.0.0.1:9/hook",
            "--Webhooks:Targets:0:Secret", "whsec_" + Convert.ToBase64String(new byte[32]));
        await PostAsync(service);

        var spans = await collector.SpansAsync(all => all.Any(span => span.Name == "webhook"));

        var attempt = spans.First(span => span.Name == "webhook");
        Assert.Contains("detection.webhook.target", attempt.Attributes);
        Assert.DoesNotContain("whsec", attempt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_cannot_be_reached_costs_a_line_in_the_log_and_nothing_else()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory, ["--urls", AnyPort],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await PostAsync(service);
        await PostAsync(service);

        await service.UntilLoggedAsync("[1004]");
    }

    private static ServiceProcess Start(TestDirectory directory, Collector collector, params string[] settings) =>
        ServiceProcess.Start(
            directory,
            [
                "--urls", AnyPort, "--Telemetry:OtlpEndpoint", $"{collector.Address}",
                "--Telemetry:OtlpProtocol", "http/protobuf", .. settings,
            ],
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "200"));

    private static async Task PostAsync(ServiceProcess service, string? traceParent = null)
    {
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_bulk")
        {
            Content = TestService.Body(Bulk.Of(Some.RaisedEvent())),
        };
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
