using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>Somebody who sends requests to a service and reads what its audit log says of them.</summary>
internal sealed class AuditReader(TestService service)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public TestService Service => service;

    /// <summary>What he shows with every request; null for nothing.</summary>
    public AuthenticationHeaderValue? Credential { get; set; }

    /// <summary>Every endpoint of our own side that changes something: name, method and address.</summary>
    public IReadOnlyList<(string Name, string Method, string Address)> ChangingRoutes =>
    [
        .. from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           let address = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           let context = new DefaultHttpContext { Request = { Method = method, Path = address } }
           where Api.Audit.ChangingRoutes.NameOf(context.Request, endpoint) is not null
           select (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, method, address),
    ];

    public async Task<HttpResponseMessage> SendAsync(
        string method, string address, string? body = null, string? actor = "mira", string? ifMatch = "*",
        string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (actor is not null) request.Headers.TryAddWithoutValidation("X-Actor", actor);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        request.Headers.Authorization = Credential;
        return await service.Client.SendAsync(request);
    }

    /// <summary>Reads JSON with what he shows.</summary>
    public async Task<JsonNode> GetAsync(string address) =>
        await TestService.ReadAsync(await SendAsync("GET", address));

    /// <summary>Makes a key, and shows the first one from then on.</summary>
    /// <returns>Its id, and what its holder shows.</returns>
    public async Task<(string Id, AuthenticationHeaderValue Credential)> AddKeyAsync(string owner, string role)
    {
        var body = $$"""{"name":"of {{owner}}","owner":"{{owner}}","roles":["{{role}}"]}""";
        var answer = await TestService.ReadAsync(await SendAsync("POST", "/api/v1/keys", body));
        var credential = new AuthenticationHeaderValue("ApiKey", (string)answer["encoded"]!);
        Credential ??= credential;
        return ((string)answer["key"]!["id"]!, credential);
    }

    /// <summary>The log, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> LinesAsync(string query = "") =>
        [.. (await GetAsync($"/api/v1/audit?limit=1000{query}"))["items"]!.AsArray().Reverse().Select(line => line!)];

    /// <summary>Waits until the log has that many lines of refused attempts, or more.</summary>
    public async Task<IReadOnlyList<JsonNode>> RefusedAsync(int count, string query = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var lines = await LinesAsync($"&outcome=refused{query}");
            if (lines.Count >= count) return lines;
            await Task.Delay(100, patience.Token);
        }
    }
}
