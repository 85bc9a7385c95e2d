using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Access;

namespace DetectionApi.ApiTests;

/// <summary>What proxies say of whom they speak for.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "203.0.113.7")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task Only_a_proxy_of_the_settings_is_believed(string? proxies, string expected)
    {
        await using var service = TestService.StartOnSocket(
            proxies is null ? [] : [("Access:Proxies:0", proxies)]);
        using var admin = await SomeKey.ClientAsync(service, Role.Admin);
        admin.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        var keys = JsonNode.Parse(await admin.GetStringAsync("/api/v1/keys"))!["items"]!;

        Assert.Equal(expected, (string?)keys[0]!["lastUsedFrom"]);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "detection.example.org")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task While_nobody_needs_a_key_nobody_comes_in_through_a_proxy(string header, string value)
    {
        await using var service = TestService.StartOnSocket(("Access:Proxies:0", "127.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/alerts");
        request.Headers.TryAddWithoutValidation(header, value);

        using var refused = await service.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("keys add", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
