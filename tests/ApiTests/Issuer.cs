using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>An issuer of OpenID Connect on this computer, with real keys.</summary>
internal sealed class Issuer : IAsyncDisposable
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
