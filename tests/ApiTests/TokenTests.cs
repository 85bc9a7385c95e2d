using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>Tokens of an OpenID Connect issuer, which is a real one on a real socket.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task The_roles_of_a_token_are_those_that_the_settings_give_its_groups()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var service = Start(issuer);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/api/v1/alerts", issuer.Token("soc-readers")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, "/api/v1/keys", issuer.Token("soc-readers")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/api/v1/keys", issuer.Token("soc-admins")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, "/api/v1/alerts", issuer.Token("others")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, "/api/v1/alerts", token: null));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("of-another-issuer")]
    [InlineData("for-another-audience")]
    [InlineData("of-another-key")]
    [InlineData("without-signature")]
    [InlineData("signed-with-the-public-key")]
    public async Task A_token_that_is_not_the_issuers_for_us_and_now_is_refused(string kind)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var service = Start(issuer);

        Assert.Equal(
            HttpStatusCode.Unauthorized, await StatusAsync(service, "/api/v1/alerts", issuer.Bad(kind, "soc-admins")));
    }

    [Fact]
    public async Task A_change_is_made_in_the_name_that_the_token_says()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var service = Start(issuer);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/rules/{Some.RuleId}")
        {
            Content = new StringContent("""{ "enabled": false }""", Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "*" }, { "X-Actor", "somebody.else" } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("soc-admins"));

        var changed = await TestService.ReadAsync(await service.Client.SendAsync(request));

        Assert.Equal("t.holder", (string?)changed["changedBy"]);
    }

    [Fact]
    public async Task Keys_are_taken_beside_tokens()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var service = Start(issuer);
        using var client = await SomeKey.ClientAsync(service, Role.Read);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/alerts")).StatusCode);
    }

    private static TestService Start(Issuer issuer) => TestService.Start(
        ("OpenIdConnect:Authority", issuer.Address), ("OpenIdConnect:Audience", Issuer.Audience),
        ("OpenIdConnect:Roles:0:Value", "soc-readers"), ("OpenIdConnect:Roles:0:Role", "read"),
        ("OpenIdConnect:Roles:1:Value", "soc-admins"), ("OpenIdConnect:Roles:1:Role", "admin"));

    private static async Task<HttpStatusCode> StatusAsync(TestService service, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.Client.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class Issuer : IAsyncDisposable
    {
        public const string Audience = "detection-api";

        private readonly RSA _key = RSA.Create(2048);
        private readonly RSA _otherKey = RSA.Create(2048);
        private readonly WebApplication _app;

        private Issuer(WebApplication app) => _app = app;

        public string Address => _app.Urls.First();

        public static async Task<Issuer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var issuer = new Issuer(app);
            app.MapGet("/.well-known/openid-configuration", () => Results.Text(
                new JsonObject { ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys" }.ToJsonString(),
                "application/json"));
            app.MapGet("/keys", () => Results.Text(issuer.KeySet(), "application/json"));
            await app.StartAsync();
            return issuer;
        }

        public string Token(string group) => Sign(Claims(group), _key);

        public string Bad(string kind, string group) => kind switch
        {
            "expired" => Sign(Claims(group, expires: DateTimeOffset.UtcNow.AddHours(-1)), _key),
            "of-another-issuer" => Sign(Claims(group, issuer: "http://127.0.0.1:1"), _key),
            "for-another-audience" => Sign(Claims(group, audience: "others"), _key),
            "of-another-key" => Sign(Claims(group), _otherKey),
            "without-signature" => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Encode(Claims(group))}.",
            _ => SignedWithPublicKey(Claims(group)),
        };

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _key.Dispose();
            _otherKey.Dispose();
        }

        private string Claims(
            string group, string? issuer = null, string audience = Audience, DateTimeOffset? expires = null) =>
            JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["iss"] = issuer ?? Address,
                ["aud"] = audience,
                ["sub"] = "4711",
                ["preferred_username"] = "t.holder",
                ["roles"] = new[] { "unrelated", group },
                ["exp"] = (expires ?? DateTimeOffset.UtcNow.AddMinutes(5)).ToUnixTimeSeconds(),
            });

        private static string Sign(string claims, RSA key)
        {
            var text = $"{Encode("""{"alg":"RS256","typ":"JWT","kid":"one"}""")}.{Encode(claims)}";
            var signature = key.SignData(
                Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{text}.{Encode(signature)}";
        }

        // What works where somebody forgets to say which algorithm he expects.
        private string SignedWithPublicKey(string claims)
        {
            var text = $"{Encode("""{"alg":"HS256","typ":"JWT","kid":"one"}""")}.{Encode(claims)}";
            return $"{text}.{Encode(HMACSHA256.HashData(_key.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(text)))}";
        }

        private string KeySet()
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            return new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "one", ["alg"] = "RS256",
                    ["n"] = Encode(parameters.Modulus!), ["e"] = Encode(parameters.Exponent!),
                }),
            }.ToJsonString();
        }

        private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

        private static string Encode(byte[] bytes) =>
            Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
