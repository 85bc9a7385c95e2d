using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Access;
using DetectionApi.Persistence.Access;
using DetectionApi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>Access keys over HTTP: made, shown once, used, rotated, revoked.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task Until_there_is_a_key_nobody_needs_one_and_from_then_on_everybody_does()
    {
        await using var service = TestService.Start();
        await service.AlertsAsync();

        var admin = await AddAsync(service.Client, "admin");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service.Client, "/api/v1/alerts"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service.Client, "/"));
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(admin))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service.Client, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service.Client, "/openapi/v1.json"));
    }

    [Fact]
    public async Task Whether_it_is_ready_everybody_is_told_and_with_what_only_who_may_read()
    {
        await using var service = TestService.Start();
        using var reader = await SomeKey.ClientAsync(service, Role.Read);

        var told = JsonNode.Parse(await service.Client.GetStringAsync("/health/ready"))!.AsObject();
        var shown = JsonNode.Parse(await reader.GetStringAsync("/health/ready"))!.AsObject();

        Assert.Equal(["status"], told.Select(member => member.Key));
        Assert.Equal(1, (int?)shown["activeRules"]);
    }

    [Fact]
    public async Task Being_revoked_the_last_key_does_not_open_the_door()
    {
        await using var service = TestService.Start();
        var admin = await AddAsync(service.Client, "admin");
        using var revoked = await PostAsync(service.Client, admin, $"/api/v1/keys/{Id(admin)}/revoke", "");
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service.Client, "/api/v1/alerts"));
        Assert.Contains(
            "key-revoked",
            await TextAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(admin))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_key_has_to_be_an_administrators()
    {
        await using var service = TestService.Start();

        using var refused = await service.Client.PostAsync("/api/v1/keys", Body("read"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("first-key-not-admin", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await service.AlertsAsync();
    }

    [Theory]
    [InlineData("ApiKey")]
    [InlineData("apikey")]
    [InlineData("Bearer")]
    [InlineData("Basic")]
    public async Task A_key_comes_in_every_habit(string scheme)
    {
        await using var service = TestService.Start();
        var admin = await AddAsync(service.Client, "admin");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", (scheme, Encoded(admin))));
    }

    [Theory]
    [InlineData("ApiKey", "", "credential-unreadable")]
    [InlineData("ApiKey", "!!!", "credential-unreadable")]
    [InlineData("ApiKey", "bm90aGluZw==", "credential-unreadable")]
    [InlineData("Digest", "YTpi", "credential-unreadable")]
    [InlineData("ApiKey", "YTpi", "key-refused")]
    [InlineData("Bearer", "a.b.c", "tokens-not-taken")]
    public async Task What_is_no_key_is_refused_with_a_reason(string scheme, string value, string code)
    {
        await using var service = TestService.Start();
        await AddAsync(service.Client, "admin");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service.Client, "/api/v1/alerts", (scheme, value)));
        Assert.Contains(
            code, await TextAsync(service.Client, "/api/v1/alerts", (scheme, value)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_id_are_told_alike()
    {
        await using var service = TestService.Start();
        var admin = await AddAsync(service.Client, "admin");

        var wrong = await TextAsync(service.Client, "/api/v1/alerts", ("ApiKey", Base64($"{Id(admin)}:wrong")));
        var unknown = await TextAsync(service.Client, "/api/v1/alerts", ("ApiKey", Base64("unknown:wrong")));

        Assert.Equal(unknown, wrong);
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_the_store_does_not_hold_it()
    {
        using var directory = new TestDirectory();
        string secret;
        await using (var service = TestService.StartOn(directory))
        {
            var admin = await AddAsync(service.Client, "admin");
            secret = (string)admin["secret"]!;
            Assert.Equal(43, secret.Length);
            using var client = Client(service, admin);
            Assert.DoesNotContain(secret, await client.GetStringAsync("/api/v1/keys"), StringComparison.Ordinal);
            Assert.DoesNotContain(
                secret, await client.GetStringAsync($"/api/v1/keys/{Id(admin)}"), StringComparison.Ordinal);
        }

        foreach (var file in Directory.GetFiles(directory.Path))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task A_rotated_key_takes_both_secrets_for_a_while_and_another_rotation_ends_that()
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(time);
        var admin = await AddAsync(service.Client, "admin");
        var rotated = await ReadAsync(await PostAsync(
            service.Client, admin, $"/api/v1/keys/{Id(admin)}/rotate", """{ "overlapHours": 2 }"""));

        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(admin))));
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(rotated))));

        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(admin))));

        var again = await ReadAsync(await PostAsync(
            service.Client, rotated, $"/api/v1/keys/{Id(admin)}/rotate", """{ "overlapHours": 0 }""", "\"2\""));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(rotated))));
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", ("ApiKey", Encoded(again))));
    }

    [Fact]
    public async Task A_rotation_needs_no_body()
    {
        await using var service = TestService.Start();
        var admin = await AddAsync(service.Client, "admin");

        var rotated = await ReadAsync(await PostAsync(service.Client, admin, $"/api/v1/keys/{Id(admin)}/rotate", ""));

        Assert.NotNull(rotated["key"]!["previousUntil"]);
    }

    [Fact]
    public async Task An_expired_key_lets_nobody_in_and_says_so()
    {
        var time = new FakeTime();
        await using var service = TestService.StartAt(time);
        var (key, secret) = await SomeKey.AddAsync(
            service, Role.Read, expiresAt: time.GetUtcNow().AddMinutes(30));
        var credential = ("ApiKey", SomeKey.Encoded(key, secret));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service.Client, "/api/v1/alerts", credential));

        time.Advance(TimeSpan.FromHours(1));

        Assert.Contains(
            "key-expired", await TextAsync(service.Client, "/api/v1/alerts", credential), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "", "owner": "a", "roles": ["read"] }""", "name-invalid", "#/name")]
    [InlineData("""{ "name": "a", "owner": " a", "roles": ["read"] }""", "owner-invalid", "#/owner")]
    [InlineData("""{ "name": "a", "owner": "System", "roles": ["read"] }""", "owner-reserved", "#/owner")]
    [InlineData("""{ "name": "a", "owner": "a", "roles": [] }""", "roles-missing", "#/roles")]
    [InlineData("""{ "name": "a", "owner": "a", "roles": ["read"], "hosts": ["b"] }""", "hosts-of-readers", "#/hosts")]
    [InlineData(
        """{ "name": "a", "owner": "a", "roles": ["ingest"], "hosts": ["a*b"] }""", "host-invalid", "#/hosts/0")]
    [InlineData(
        """{ "name": "a", "owner": "a", "roles": ["read"], "expiresAt": "2020-01-01T00:00:00Z" }""", "expiry-past",
        "#/expiresAt")]
    public async Task A_key_that_makes_no_sense_is_refused_where_it_makes_none(string body, string code, string pointer)
    {
        await using var service = TestService.Start();
        using var admin = await SomeKey.ClientAsync(service, Role.Admin);

        using var refused = await admin.PostAsync(
            "/api/v1/keys", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var fault = Assert.Single((JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!).AsArray());
        Assert.Equal((code, pointer), ((string?)fault!["code"], (string?)fault["pointer"]));
    }

    [Fact]
    public async Task When_and_from_where_a_key_was_used_is_shown_at_once_and_outlives_the_service()
    {
        using var directory = new TestDirectory();
        string id;
        await using (var service = TestService.StartOn(directory))
        {
            var admin = await AddAsync(service.Client, "admin");
            id = Id(admin);
            using var client = Client(service, admin);
            var shown = JsonNode.Parse(await client.GetStringAsync($"/api/v1/keys/{id}"))!;
            Assert.NotNull(shown["lastUsedAt"]);
        }

        await using var again = TestService.StartOn(directory);
        var key = await again.Services.GetRequiredService<AccessKeyStore>().FindAsync(id, CancellationToken.None);
        Assert.NotNull(key!.LastUsedAt);
    }

    private static StringContent Body(string role) => new(
        $$"""{ "name": "key", "owner": "j.doe", "roles": ["{{role}}"] }""", Encoding.UTF8, "application/json");

    private static async Task<JsonNode> AddAsync(HttpClient client, string role) =>
        await ReadAsync(await client.PostAsync("/api/v1/keys", Body(role)));

    private static Task<JsonNode> ReadAsync(HttpResponseMessage response) => TestService.ReadAsync(response);

    private static string Id(JsonNode made) => (string)made["key"]!["id"]!;

    private static string Encoded(JsonNode made) => (string)made["encoded"]!;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static HttpClient Client(TestService service, JsonNode made)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Encoded(made));
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, JsonNode made, string path, string body, string ifMatch = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("ApiKey", Encoded(made));
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient client, string path, (string Scheme, string Value)? credential = null)
    {
        using var response = await GetAsync(client, path, credential);
        return response.StatusCode;
    }

    private static async Task<string> TextAsync(
        HttpClient client, string path, (string Scheme, string Value)? credential = null)
    {
        using var response = await GetAsync(client, path, credential);
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> GetAsync(
        HttpClient client, string path, (string Scheme, string Value)? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (credential is var (scheme, value))
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {value}");
        return client.SendAsync(request);
    }
}
