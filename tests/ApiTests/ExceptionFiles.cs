using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Somebody who imports and exports exception items of a service.</summary>
internal sealed class ExceptionFiles(TestService service, string name = "mira")
{
    /// <summary>A line of an item that nothing speaks against.</summary>
    public static string Line(string id = "one", Action<JsonObject>? change = null)
    {
        var line = KibanaLine.Item(
            id, KibanaLine.Source, KibanaLine.Target, KibanaLine.Masks, KibanaLine.Trace,
            KibanaLine.Entry("host.name", "match", $"host-{id}"));
        line.Remove("expire_time");
        change?.Invoke(line);
        return line.ToJsonString();
    }

    /// <summary>Imports lines.</summary>
    public Task<HttpResponseMessage> ImportAsync(string body, string query = "", string? key = null)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/ndjson");
        return PostAsync($"import{query}", content, key);
    }

    /// <summary>Imports lines, which must succeed.</summary>
    public async Task<JsonNode> ImportedAsync(string body, string query = "") =>
        await TestService.ReadAsync(await ImportAsync(body, query));

    /// <summary>Why lines are refused: line, item, code of each.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync(string body, string query = "")
    {
        var response = await ImportAsync(body, query);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.UnprocessableEntity, text);
        return
        [
            .. JsonNode.Parse(text)!["errors"]!.AsArray()
                .Select(fault => $"{fault!["line"]} {fault["itemId"]} {fault["code"]}"),
        ];
    }

    /// <summary>What is exported, line by line.</summary>
    public async Task<IReadOnlyList<string>> ExportAsync(string query = "")
    {
        var text = await service.Client.GetStringAsync($"/api/v1/exceptions/export{query}");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text.TrimEnd('\n').Split('\n');
    }

    /// <summary>The items that are exported, without the lines before and behind them.</summary>
    public async Task<IReadOnlyList<string>> ExportedItemsAsync(string query = "?status=draft,pending,active") =>
        [.. (await ExportAsync(query)).Skip(1).SkipLast(1)];

    /// <summary>Changes many items.</summary>
    public Task<HttpResponseMessage> ActAsync(string body, string? key = null) =>
        PostAsync("actions", new StringContent(body, Encoding.UTF8, "application/json"), key);

    /// <summary>What came of changes: status and codes of each.</summary>
    public async Task<IReadOnlyList<string>> ActedAsync(string body) =>
    [
        .. (await TestService.ReadAsync(await ActAsync(body)))["items"]!.AsArray().Select(item =>
            string.Join(' ', [
                $"{item!["id"]}", $"{item["status"]}",
                .. item["refusals"]!.AsArray().Select(refusal => $"{refusal!["code"]}"),
            ])),
    ];

    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/exceptions/{path}") { Content = content };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Headers.TryAddWithoutValidation("X-Actor", name);
        return await service.Client.SendAsync(request);
    }
}
