using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>A metric as it was sent.</summary>
internal sealed record SentMetric(string Name, string Unit);

/// <summary>A span as it was sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">Its trace, in hexadecimal.</param>
/// <param name="Id">Its own id.</param>
/// <param name="ParentId">That of the span to which it belongs; empty if to none.</param>
/// <param name="Attributes">The names of its attributes.</param>
/// <param name="Text">All of its bytes as text.</param>
internal sealed record SentSpan(
    string Name, string TraceId, string Id, string ParentId, IReadOnlyList<string> Attributes, string Text);

/// <summary>A collector on loopback that takes OTLP over HTTP and remembers what it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<SentMetric> _metrics = new();
    private readonly ConcurrentQueue<SentSpan> _spans = new();
    private readonly ConcurrentQueue<string> _serviceNames = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/metrics", (HttpRequest request) => TakeAsync(request, TakeMetrics));
        _app.MapPost("/v1/traces", (HttpRequest request) => TakeAsync(request, TakeSpans));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What those called themselves that sent something.</summary>
    public IReadOnlyCollection<string> ServiceNames => _serviceNames;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>All metrics, once those are there that are waited for.</summary>
    public Task<IReadOnlyList<SentMetric>> MetricsAsync(Func<IReadOnlyList<SentMetric>, bool> areThere) =>
        UntilAsync(_metrics, areThere);

    /// <summary>All spans, once those are there that are waited for.</summary>
    public Task<IReadOnlyList<SentSpan>> SpansAsync(Func<IReadOnlyList<SentSpan>, bool> areThere) =>
        UntilAsync(_spans, areThere);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IReadOnlyList<T>> UntilAsync<T>(
        IEnumerable<T> sent, Func<IReadOnlyList<T>, bool> areThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            T[] all = [.. sent];
            if (areThere(all)) return all;
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task TakeAsync(HttpRequest request, Action<ProtoMessage> take)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        take(new ProtoMessage(body.ToArray()));
    }

    // ExportMetricsServiceRequest: resource_metrics 1 { resource 1, scope_metrics 2 { metrics 2 { name 1, unit 3 } } }
    private void TakeMetrics(ProtoMessage request)
    {
        foreach (var resource in request.Messages(1))
        {
            TakeResource(resource);
            foreach (var metric in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                _metrics.Enqueue(new SentMetric(metric.Text(1), metric.Text(3)));
        }
    }

    // ExportTraceServiceRequest: resource_spans 1 { resource 1, scope_spans 2 { spans 2 {
    // trace_id 1, span_id 2, parent_span_id 4, name 5, attributes 9 { key 1 } } } }
    private void TakeSpans(ProtoMessage request)
    {
        foreach (var resource in request.Messages(1))
        {
            TakeResource(resource);
            foreach (var span in resource.Messages(2).SelectMany(scope => scope.Messages(2)))
                _spans.Enqueue(new SentSpan(
                    span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4),
                    [.. span.Messages(9).Select(attribute => attribute.Text(1))], span.AsText));
        }
    }

    // Resource: attributes 1 { key 1, value 2 { string_value 1 } }
    private void TakeResource(ProtoMessage resource)
    {
        foreach (var attribute in resource.Messages(1).SelectMany(described => described.Messages(1)))
            if (attribute.Text(1) == "service.name") _serviceNames.Enqueue(attribute.Messages(2).Single().Text(1));
    }
}
