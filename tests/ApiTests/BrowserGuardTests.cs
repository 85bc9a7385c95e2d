using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using DetectionApi.Domain.Access;

namespace DetectionApi.ApiTests;

/// <summary>What pages of others can do through the browser of somebody on this computer: nothing.</summary>
public sealed class BrowserGuardTests
{
    [Theory]
    [InlineData("GET", "/api/v1/rules", "evil.example", null, null)]
    [InlineData("GET", "/", "evil.example:9280", null, null)]
    [InlineData("POST", "/_bulk", "10.1.2.3", null, null)]
    [InlineData("POST", "/_bulk", "localhost", "http://evil.example", null)]
    [InlineData("POST", "/api/v1/events", "localhost", "null", null)]
    [InlineData("POST", "/api/v1/events", "127.0.0.1:9280", "http://127.0.0.1:9999", null)]
    [InlineData("PATCH", "/api/v1/rules/x", "localhost", null, "cross-site")]
    [InlineData("PUT", "/winlogbeat", "localhost", null, "same-site")]
    public async Task A_foreign_page_is_refused(string method, string path, string host, string? origin, string? site)
    {
        await using var service = TestService.Start();
        using var answer = await SendAsync(service, method, path, host, origin, site);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(!path.StartsWith("/api", StringComparison.Ordinal), answer.Headers.Contains("X-Elastic-Product"));
    }

    [Theory]
    [InlineData("GET", "/api/v1/rules", "localhost", null, "cross-site")]
    [InlineData("GET", "/swagger/index.html", "[::1]:9280", "http://chat.example", "cross-site")]
    [InlineData("GET", "/", "127.0.0.1:9280", null, null)]
    [InlineData("GET", "/", "LOCALHOST", null, null)]
    [InlineData("POST", "/_monitoring/bulk", "127.0.0.1:9280", "http://127.0.0.1:9280", "same-origin")]
    [InlineData("POST", "/_monitoring/bulk", "localhost", "http://localhost", "same-origin")]
    [InlineData("POST", "/_monitoring/bulk", "localhost", null, "none")]
    public async Task Shippers_scripts_links_and_Swagger_UI_are_not(
        string method, string path, string host, string? origin, string? site)
    {
        await using var service = TestService.Start();
        using var answer = await SendAsync(service, method, path, host, origin, site);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("a:99999")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_that_is_none_makes_every_page_a_foreign_one(string host)
    {
        await using var service = TestService.StartOnSocket();
        await SomeKey.AddAsync(service, Role.Admin);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/keys HTTP/1.1\r\nHost: {host}\r\nOrigin: http://x.example\r\nContent-Length: 0\r\n"
            + "Connection: close\r\n\r\n"));

        var answer = await new StreamReader(stream).ReadToEndAsync();

        Assert.Matches("^HTTP/1.1 4", answer);
    }

    [Fact]
    public async Task Foreign_pages_are_counted_as_strangers_are()
    {
        await using var service = TestService.Start(("Rates:UnknownPerSecond", "1"), ("Rates:UnknownBurst", "3"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var answer = await SendAsync(service, "POST", "/_bulk", "localhost", "http://evil.example", null);
            return answer.StatusCode;
        }));

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.All(answers, status => Assert.True(
            status is HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestService service, string method, string path, string host, string? origin, string? site)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (method is not "GET") request.Content = JsonContent.Create(new { });
        return await service.Client.SendAsync(request);
    }
}
