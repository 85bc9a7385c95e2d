using System.Net;
using System.Text;

namespace DetectionApi.ApiTests;

/// <summary>What pages of other origins may do that the settings name, and those that they do not.</summary>
public sealed class CrossOriginTests
{
    private const string Friend = "https://grafana.example.org";
    private const string Stranger = "https://evil.example";

    private static readonly (string, string)[] Named =
        [("Cors:Origins:0", "http://10.1.2.3:3000"), ("Cors:Origins:1", Friend)];

    [Fact]
    public async Task Without_settings_no_page_of_others_is_told_that_it_may_see_anything()
    {
        await using var service = TestService.Start();
        using var get = await SendAsync(service, "GET", "/api/v1/alerts", Friend);
        using var preflight = await PreflightAsync(service, "/api/v1/alerts", Friend, "GET");

        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.Null(Header(get, "Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/alerts", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/api/v1/alerts/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/alerts?status=new", HttpStatusCode.BadRequest)]
    public async Task A_named_page_sees_answers_and_their_headers(string path, HttpStatusCode status)
    {
        await using var service = TestService.Start(Named);
        using var answer = await SendAsync(service, "GET", path, Friend);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(Friend, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Equal(
            ["ETag", "Idempotency-Replayed", "Location", "Retry-After"],
            Header(answer, "Access-Control-Expose-Headers")!.Split(','));
    }

    [Theory]
    [InlineData("PATCH", "If-Match, Content-Type, X-Actor")]
    [InlineData("POST", "authorization,idempotency-key,content-type")]
    [InlineData("GET", "Last-Event-ID")]
    public async Task A_named_page_may_ask_before_it_sends(string method, string headers)
    {
        await using var service = TestService.Start(Named);
        using var answer = await PreflightAsync(service, "/api/v1/rules/x", Friend, method, headers);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Friend, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods")!, StringComparison.Ordinal);
        var allowed = Header(answer, "Access-Control-Allow-Headers")!.Split(',');
        Assert.All(headers.Split(','), h => Assert.Contains(h.Trim(), allowed, StringComparer.OrdinalIgnoreCase));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task A_named_page_may_change_things_and_others_may_not()
    {
        await using var service = TestService.Start(Named);
        using var friend = await SendAsync(service, "POST", "/api/v1/events", Friend, "cross-site");
        using var stranger = await SendAsync(service, "POST", "/api/v1/events", Stranger, "cross-site");
        using var nobody = await SendAsync(service, "POST", "/api/v1/events", "null", "cross-site");

        Assert.Equal(HttpStatusCode.OK, friend.StatusCode);
        Assert.Equal(Friend, Header(friend, "Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);
        Assert.Null(Header(stranger, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(Stranger)]
    [InlineData("http://grafana.example.org")]
    [InlineData("https://grafana.example.org:8443")]
    [InlineData("https://grafana.example.org.evil.example")]
    [InlineData("null")]
    public async Task A_page_that_is_not_named_is_refused(string origin)
    {
        await using var service = TestService.Start(Named);
        using var get = await SendAsync(service, "GET", "/api/v1/alerts", origin);
        using var preflight = await PreflightAsync(service, "/api/v1/alerts", origin, "GET");

        Assert.Null(Header(get, "Access-Control-Allow-Origin"));
        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_shippers_side_is_for_no_page_whatever_the_settings_say()
    {
        await using var service = TestService.Start(("Cors:Origins:0", "*"));
        using var post = await SendAsync(service, "POST", "/_bulk", Friend, "cross-site");
        using var get = await SendAsync(service, "GET", "/", Friend);

        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
        Assert.Null(Header(get, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_named_page_does_not_reach_the_service_by_a_name_of_its_own()
    {
        await using var service = TestService.Start(Named);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/alerts");
        request.Headers.Host = "grafana.example.org";
        request.Headers.Add("Origin", Friend);
        using var answer = await service.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_star_lets_every_page_read_and_never_with_cookies()
    {
        await using var service = TestService.Start(("Cors:Origins:0", "*"));
        using var get = await SendAsync(service, "GET", "/api/v1/alerts", Stranger);
        using var preflight = await PreflightAsync(service, "/api/v1/alerts", Stranger, "GET", "Last-Event-ID");
        using var nobody = await PreflightAsync(service, "/api/v1/alerts", "null", "GET");

        Assert.Equal("*", Header(get, "Access-Control-Allow-Origin"));
        Assert.Null(Header(get, "Access-Control-Allow-Credentials"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("*", Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Equal("GET,HEAD", Header(preflight, "Access-Control-Allow-Methods"));
        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);
    }

    [Theory]
    [InlineData("POST", Stranger)]
    [InlineData("PUT", Stranger)]
    [InlineData("PATCH", Stranger)]
    [InlineData("DELETE", Stranger)]
    [InlineData("PATCH", "null")]
    [InlineData("PATCH", "*")]
    public async Task A_star_lets_no_page_change_anything(string method, string origin)
    {
        await using var service = TestService.Start(("Cors:Origins:0", "*"));
        using var sent = await SendAsync(service, method, "/api/v1/alerts/x", origin, actor: "mallory");
        using var preflight = await PreflightAsync(service, "/api/v1/alerts/x", origin, method, "X-Actor");

        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
        Assert.Null(Header(preflight, "Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task A_star_leaves_the_pages_of_the_service_what_they_may()
    {
        await using var service = TestService.Start(("Cors:Origins:0", "*"));
        using var post = await SendAsync(service, "POST", "/api/v1/events", "http://localhost", "same-origin");

        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
    }

    [Fact]
    public async Task A_named_page_may_follow_the_alerts()
    {
        await using var service = TestService.StartOnSocket(Named);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/alerts/stream");
        request.Headers.Add("Origin", Friend);
        using var answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(Friend, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestService service, string method, string path, string origin, string? site = null, string? actor = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (actor is not null) request.Headers.Add("X-Actor", actor);
        if (method is "POST")
            request.Content = new StringContent(Some.SilentEvent(), Encoding.UTF8, "application/json");
        return await service.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> PreflightAsync(
        TestService service, string path, string origin, string method, string? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        if (headers is not null) request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", headers);
        return await service.Client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
