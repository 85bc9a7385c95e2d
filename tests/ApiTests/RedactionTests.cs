using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DetectionApi.Domain.Access;
using Microsoft.IdentityModel.Logging;

namespace DetectionApi.ApiTests;

/// <summary>Whatever is sent, and however much is logged: no secret of it is found where it does not belong.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string OfWebhook = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OfWebhookBefore = "whsec_bmV3ZXIgc2VjcmV0IG9mIHR3ZW50eSBmb3VyIGJ5dGVz";
    private const string InPathOfWebhook = "T0K3N1NP4TH";
    private const string InQueryOfWebhook = "T0K3N1NQU3RY";
    private const string InBody = "passw0rd-1n-b0dy";
    private const string InQuery = "s3cret-1n-query";
    private const string InBrokenHeader = "s3cret-1n-br0ken-header";
    private const string Guessed = "gu3ssed-secret-of-f0rty-three-characters-or-so";

    private readonly LineCollector _log = new();
    private readonly List<string> _secrets =
    [
        OfWebhook, OfWebhook["whsec_".Length..], OfWebhookBefore, InPathOfWebhook, InQueryOfWebhook, InQuery,
        InBrokenHeader, Guessed,
    ];

    private readonly List<string> _answers = [];

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task No_secret_is_found_in_the_log_at_any_level_nor_in_what_others_are_answered()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var service = TestService.StartLogged(
            _log,
            ("OpenIdConnect:Authority", issuer.Address), ("OpenIdConnect:Audience", Issuer.Audience),
            ("OpenIdConnect:Roles:0:Value", "soc-admins"), ("OpenIdConnect:Roles:0:Role", "admin"),
            ("Webhooks:AllowPrivateAddresses", "true"), ("Webhooks:Targets:0:Name", "unreachable"),
            ("Webhooks:Targets:0:Url", $"http://127.0.0.1:1/{InPathOfWebhook}?token={InQueryOfWebhook}"),
            ("Webhooks:Targets:0:Secret", OfWebhook), ("Webhooks:Targets:0:PreviousSecret", OfWebhookBefore),
            ("Webhooks:RetrySeconds:0", "1"));
        var (key, secret) = await SomeKey.AddAsync(service, Role.Admin);
        var encoded = Secret(SomeKey.Encoded(key, Secret(secret)));
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", encoded);
        await service.PostBulkAsync(Some.RaisedEvent(1));

        foreach (var credential in Credentials(issuer, key, encoded))
            foreach (var (method, path) in ((string, string)[])
                [("GET", "/api/v1/alerts"), ("POST", "/_bulk"), ("GET", "/api/v1/no-such-thing"), ("PUT", "/index")])
                await SendAsync(service, method, $"{path}?token={InQuery}&access_token={InQuery}", credential);
        foreach (var (method, path) in ((string, string)[])
            [("POST", "/api/v1/keys"), ("POST", "/api/v1/exceptions"), ("PATCH", "/api/v1/alerts/1"),
                ("POST", "/api/v1/exceptions/import"), ("POST", "/_bulk"), ("POST", "/api/v1/events")])
            foreach (var body in (string[])
                [$$"""{ "name": "{{InBody}}" """, $$"""{ "{{InBody}}": "{{InBody}}" }""", $"{InBody}\n{InBody}\n"])
                await SendAsync(service, method, path, $"ApiKey {encoded}", body);
        await SendBrokenAsync(service, $"Authorization: ApiKey {InBrokenHeader}\0");
        await SendBrokenAsync(service, $"Authorization : ApiKey {InBrokenHeader}");
        await SendBrokenAsync(service, $"Auth\u0001rization: {InBrokenHeader}");
        await RotateAsync(service, key.Id);
        await WebhookTests.Until(async () => (await WebhookTests.ListAsync(service, "state=dead")).Count > 0);
        foreach (var path in (string[])
            ["/api/v1/webhooks/deliveries", "/api/v1/webhooks/targets", "/api/v1/keys", $"/api/v1/keys/{key.Id}",
                "/api/v1/audit", "/metrics", "/health/ready"])
            await SendAsync(service, "GET", path, $"ApiKey {encoded}", isShownAnyway: true);

        var lines = _log.All;
        Assert.Contains(lines, line => line.Contains("Executing endpoint", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("SELECT", StringComparison.Ordinal));
        Assert.Empty(
            from hidden in _secrets
            from shown in lines.Concat(_answers)
            where shown.Contains(hidden, StringComparison.Ordinal)
            select $"{hidden} in {shown}");

        // What is wrong with a body its sender is told in his own words; the log is read by others.
        Assert.DoesNotContain(lines, line => line.Contains(InBody, StringComparison.Ordinal));
        Assert.False(IdentityModelEventSource.ShowPII);
        Assert.False(IdentityModelEventSource.LogCompleteSecurityArtifact);
    }

    // Right ones, wrong ones and such as are none at all.
    private IEnumerable<string> Credentials(Issuer issuer, AccessKey key, string encoded)
    {
        var wrong = Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Id}:{Guessed}")));
        var unknown = Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes($"nobody:{Guessed}")));
        string[] kinds =
        [
            "expired", "of-another-issuer", "for-another-audience", "of-another-key", "without-signature",
            "signed-with-the-public-key",
        ];
        return
        [
            $"ApiKey {encoded}", $"Bearer {encoded}", $"Basic {encoded}", $"ApiKey {wrong}", $"Basic {unknown}",
            $"ApiKey {Guessed}", $"Digest {Guessed}", Guessed, $"Basic {key.Id}:{Guessed}", $"Bearer {Guessed}.x.y",
            $"Bearer {Secret(issuer.Token("soc-admins"))}", $"Bearer {Secret(issuer.Token("others"))}",
            .. kinds.Select(kind => $"Bearer {Secret(issuer.Bad(kind, "soc-admins"))}"),
        ];
    }

    private string Secret(string secret)
    {
        _secrets.Add(secret);
        return secret;
    }

    private async Task SendAsync(
        TestService service, string method, string path, string credential, string? body = null,
        bool isShownAnyway = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", credential);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        else if (method is not "GET") request.Content = TestService.Body(Bulk.Of(Some.SilentEvent(2)));
        using var client = service.CreateClient();
        using var answer = await client.SendAsync(request);

        // What somebody wrote who may, he may read again; a refusal says nothing back.
        if (isShownAnyway || !answer.IsSuccessStatusCode)
            _answers.Add($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
    }

    private async Task SendBrokenAsync(TestService service, string header)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"GET /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        _answers.Add(answer);
    }

    private async Task RotateAsync(TestService service, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/keys/{id}/rotate")
        {
            Content = new StringContent("""{ "overlapHours": 1 }""", Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "*" } },
        };
        var rotated = await TestService.ReadAsync(await service.Client.SendAsync(request));
        Secret((string)rotated["secret"]!);
        Secret((string)rotated["encoded"]!);
    }
}
