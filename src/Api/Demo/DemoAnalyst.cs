using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.Api.Demo;

/// <summary>Leaves exception items for others to find: one in force, one that waits for approval.</summary>
internal sealed class DemoAnalyst : IDisposable
{
    private const string Name = "k.brandt";

    private const string Backup = """
        {
          "id": "contoso-backup", "name": "Contoso backup", "owner": "backup team",
          "reason": "The backup asks what its own service is doing.",
          "source": { "executable": "C:\\Program Files\\Contoso\\Backup\\7.1\\backup.exe" },
          "target": { "image": "C:\\Program Files\\Contoso\\Backup\\service.exe" },
          "access": { "classes": ["query"] },
          "callTrace": { "firstFrame": { "kind": "source-image" } },
          "scope": { "hosts": ["files-02.contoso.example"] },
          "expiresInDays": 60
        }
        """;

    private const string Printing = """
        {
          "id": "print-agents", "name": "Contoso print agent reads the memory of the print spooler",
          "owner": "print team", "reason": "It watches the spooler for crashes, on every computer.",
          "source": { "executable": "C:\\Program Files\\Contoso\\Print Agent\\agent.exe" },
          "target": { "image": "C:\\Windows\\System32\\spoolsv.exe" },
          "access": { "classes": ["query", "memory-read"] },
          "callTrace": { "firstFrame": { "kind": "unbacked" } },
          "scope": { "allHosts": true },
          "evidence": [{ "kind": "vendor", "reference": "https://support.contoso.example/articles/4711" }],
          "expiresInDays": 60
        }
        """;

    private readonly HttpClient _http;

    public DemoAnalyst(Uri service)
    {
        // The service is on this computer, whatever proxy leads out of it.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service };
        _http.DefaultRequestHeaders.Add("X-Actor", Name);
        _http.DefaultRequestHeaders.Add("If-Match", "*");
    }

    /// <summary>Writes the items and submits them, unless the store knows them from an earlier demo.</summary>
    /// <returns>All items that there are.</returns>
    public async Task<IReadOnlyList<JsonNode>> WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var item in (string[])[Backup, Printing])
        {
            var address = $"api/v1/exceptions/{(string)JsonNode.Parse(item)!["id"]!}";
            using var known = await _http.GetAsync(address, cancellationToken);
            if (known.IsSuccessStatusCode) continue;

            await PostAsync("api/v1/exceptions", item, cancellationToken);
            await PostAsync($"{address}/submit", "{}", cancellationToken);
        }

        var list = await _http.GetFromJsonAsync<JsonNode>("api/v1/exceptions", cancellationToken);
        return [.. list!["items"]!.AsArray().OfType<JsonNode>()];
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string address, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(address, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
