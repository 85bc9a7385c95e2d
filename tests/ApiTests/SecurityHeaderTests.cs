using System.Net;
using DetectionApi.Domain.Access;

namespace DetectionApi.ApiTests;

/// <summary>What every answer tells a browser, whoever gives it.</summary>
public sealed class SecurityHeaderTests
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    [Theory]
    [InlineData("GET", "/api/v1/alerts")]
    [InlineData("GET", "/api/v1/alerts?limit=x")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("DELETE", "/api/v1/alerts")]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/")]
    [InlineData("POST", "/_bulk")]
    [InlineData("GET", "/no/such/thing")]
    [InlineData("GET", "/swagger/index.html")]
    [InlineData("GET", "/swagger/swagger-ui-bundle.js")]
    public async Task Every_answer_carries_them(string method, string path)
    {
        await using var service = TestService.Start();
        using var answer = await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        AssertAreThere(answer);
        var isPage = path.StartsWith("/swagger", StringComparison.Ordinal);
        if (!isPage) Assert.Equal(Nothing, Header(answer, "Content-Security-Policy"));
        if (path.StartsWith("/api", StringComparison.Ordinal)) Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task So_do_refusals_of_who_is_not_known_and_of_who_asks_too_much()
    {
        await using var service = TestService.Start(("Rates:UnknownPerSecond", "1"), ("Rates:UnknownBurst", "1"));
        await SomeKey.AddAsync(service, Role.Admin);
        var seen = new HashSet<HttpStatusCode>();

        while (seen.Count < 2)
        {
            using var answer = await service.Client.GetAsync("/api/v1/alerts");
            AssertAreThere(answer);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            seen.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], seen.Order());
    }

    [Fact]
    public async Task A_page_of_Swagger_UI_runs_nothing_but_files_of_the_service()
    {
        await using var service = TestService.Start();
        using var answer = await service.Client.GetAsync("/swagger/index.html");

        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)|<style|\son\w+=", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_stream_says_itself_how_it_may_be_kept()
    {
        await using var service = TestService.Start();
        using var answer = await service.Client.GetAsync(
            "/api/v1/alerts/stream", HttpCompletionOption.ResponseHeadersRead);

        AssertAreThere(answer);
        Assert.Equal("no-store, no-transform", Header(answer, "Cache-Control"));
    }

    [Fact]
    public async Task Over_TLS_browsers_are_told_to_come_by_TLS_again()
    {
        await using var service = TestService.Start();
        using var answer = await service.Client.GetAsync("https://localhost/health/live");

        AssertAreThere(answer);
        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
    }

    private static void AssertAreThere(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.GetValues(name));
}
