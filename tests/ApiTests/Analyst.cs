using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Somebody who works through the queue of a service.</summary>
internal sealed class Analyst(TestService service, string name = "mira")
{
    public const string Closing = """{"status":"closed","closingReason":"true-positive"}""";

    /// <summary>Sends one event that raises, and says which alert it raised.</summary>
    public async Task<string> RaiseAsync(int number = 1)
    {
        var before = (await service.AlertsAsync()).Select(alert => (string?)alert!["id"]).ToHashSet();
        await service.PostBulkAsync(Some.RaisedEvent(number));
        return (await service.AlertsAsync()).Select(alert => (string)alert!["id"]!).Single(id => !before.Contains(id));
    }

    public Task<JsonNode> AlertAsync(string id) => service.GetAsync($"/api/v1/alerts/{id}");

    public async Task<JsonArray> ItemsAsync(string path) =>
        (await service.GetAsync($"/api/v1/alerts/{path}"))["items"]!.AsArray();

    /// <summary>Changes an alert.</summary>
    public Task<HttpResponseMessage> PatchAsync(string id, string change, string? ifMatch = "*") => SendAsync(
        HttpMethod.Patch, id, change, ("If-Match", ifMatch));

    /// <summary>Changes an alert, which must succeed.</summary>
    public async Task<JsonNode> ChangeAsync(string id, string change) =>
        await TestService.ReadAsync(await PatchAsync(id, change));

    /// <summary>Posts to an address below the alerts.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string? body, string? key = null) => SendAsync(
        HttpMethod.Post, path, body, ("Idempotency-Key", key));

    /// <summary>What a refusal is for: its code, and the place of each fault.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(
        HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != status) Assert.Fail($"{(int)response.StatusCode}: {text}");
        return
        [
            .. from fault in JsonNode.Parse(text)!["errors"]!.AsArray()
               select $"{fault["code"]} {fault["pointer"] ?? fault["parameter"]}",
        ];
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body, (string Name, string? Value) header)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/alerts/{path}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (header.Value is { } value) request.Headers.TryAddWithoutValidation(header.Name, value);
        request.Headers.TryAddWithoutValidation("X-Actor", name);
        return await service.Client.SendAsync(request);
    }
}
