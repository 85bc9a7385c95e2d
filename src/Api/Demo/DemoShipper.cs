using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace DetectionApi.Api.Demo;

/// <summary>Speaks with the service as Winlogbeat does, and then asks for the queue.</summary>
internal sealed class DemoShipper : IDisposable
{
    private const string Index = "winlogbeat-9.1.0";
    private const string Bulk = "_bulk?filter_path=errors,items.*.error,items.*.status,items.*.failure_store";

    private readonly HttpClient _http;

    public DemoShipper(Uri service)
    {
        // The service is on this computer, whatever proxy leads out of it.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Elastic-winlogbeat/9.1.0");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <summary>Connects, and posts all samples in one batch.</summary>
    public async Task ShipAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] probes = ["", "_license?human=false", "_ilm/policy/winlogbeat", $"_index_template/{Index}"];
        foreach (var probe in probes)
            (await _http.GetAsync(probe, cancellationToken)).EnsureSuccessStatusCode();

        using var body = new ByteArrayContent(DemoEvents.AsBulk(Index, now));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");
        body.Headers.ContentEncoding.Add("gzip");
        (await _http.PostAsync(Bulk, body, cancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>The queue.</summary>
    public async Task<IReadOnlyList<JsonNode>> AlertsAsync(CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<JsonNode>("api/v1/alerts", cancellationToken);
        return [.. list!["items"]!.AsArray().OfType<JsonNode>()];
    }

    public void Dispose() => _http.Dispose();
}
