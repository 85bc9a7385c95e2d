using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Somebody who writes, approves and revokes exception items.</summary>
internal sealed class ExceptionDesk(TestService service, string actor = "mira")
{
    public const string Agent = @"C:\Program Files\Vendor\agent.exe";
    public const string App = @"C:\Program Files\App\app.exe";

    /// <summary>An access that the item covers.</summary>
    public static readonly AccessEvent Access = new() { Source = Agent, Target = App };

    /// <summary>The same desk with somebody else at it.</summary>
    public ExceptionDesk As(string other) => new(service, other);

    /// <summary>An item that nothing refuses and nobody has to approve.</summary>
    public static JsonObject Item(string? id = "agent", string? host = "pc-0815.corp.example") => new()
    {
        ["id"] = id,
        ["name"] = "Vendor's agent",
        ["reason"] = "It watches the app.",
        ["owner"] = "app team",
        ["source"] = new JsonObject { ["executable"] = Agent },
        ["target"] = new JsonObject { ["image"] = App },
        ["access"] = new JsonObject { ["classes"] = new JsonArray("query", "memory-read") },
        ["callTrace"] = new JsonObject { ["firstFrame"] = new JsonObject { ["kind"] = "unbacked" } },
        ["scope"] = host is null ? new JsonObject { ["allHosts"] = true }
            : new JsonObject { ["hosts"] = new JsonArray(host) },
        ["evidence"] = new JsonArray(new JsonObject { ["kind"] = "vendor", ["reference"] = "KB 4711" }),
        ["expiresInDays"] = 30,
    };

    /// <summary>An item that somebody else must approve.</summary>
    public static JsonObject Broad(string id = "agent") => Item(id, host: null);

    public Task<HttpResponseMessage> PostAsync(
        string path, JsonNode? body = null, string? ifMatch = "*", string? key = null) =>
        SendAsync(HttpMethod.Post, path, body ?? new JsonObject(), ifMatch, key);

    public Task<HttpResponseMessage> PutAsync(string path, JsonNode body, string? ifMatch = "*") =>
        SendAsync(HttpMethod.Put, path, body, ifMatch, key: null);

    /// <summary>Does something with an item, which must succeed.</summary>
    public async Task<JsonNode> DoAsync(string path, string body = "{}") =>
        await TestService.ReadAsync(await PostAsync(path, JsonNode.Parse(body)));

    /// <summary>Writes an item, which must succeed.</summary>
    public async Task<JsonNode> CreateAsync(JsonNode item)
    {
        var answer = await PostAsync("", item);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Brings an item into force.</summary>
    public async Task ActivateAsync(JsonNode item, string submission = "{}")
    {
        var id = (string)(await CreateAsync(item))["id"]!;
        var status = (string?)(await DoAsync($"/{id}/submit", submission))["item"]!["status"];
        Assert.Equal("active", status);
    }

    /// <summary>Brings an item into each status, by its name.</summary>
    public async Task BringAsync(string status, string id = "agent")
    {
        await CreateAsync(Broad(id));
        if (status is "draft") return;
        await DoAsync($"/{id}/submit");
        if (status is "pending") return;
        await As("approver").DoAsync($"/{id}/approve");
        if (status is "revoked") await DoAsync($"/{id}/revoke", """{"comment":"gone"}""");
    }

    public Task<JsonNode> ReadAsync(string path = "/agent") => service.GetAsync($"/api/v1/exceptions{path}");

    public async Task<string?> StatusAsync(string id = "agent") => (string?)(await ReadAsync($"/{id}"))["status"];

    /// <summary>Takes a field of an item away or gives it another value.</summary>
    public static JsonObject With(JsonObject item, string path, JsonNode? value)
    {
        var parent = (JsonObject)path.Split('/')[..^1].Aggregate((JsonNode)item, (node, name) => node[name]!);
        parent[path.Split('/')[^1]] = value;
        return item;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonNode body, string? ifMatch, string? key)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/exceptions{path}")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("X-Actor", actor);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await service.Client.SendAsync(request);
    }
}
