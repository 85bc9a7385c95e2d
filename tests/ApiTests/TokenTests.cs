using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DetectionApi.Domain.Access;

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
}
