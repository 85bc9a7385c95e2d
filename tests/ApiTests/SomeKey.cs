using System.Net.Http.Headers;
using DetectionApi.Api.Access;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>Access keys of a service under test.</summary>
internal static class SomeKey
{
    /// <summary>Makes a key.</summary>
    public static async Task<(AccessKey Key, string Secret)> AddAsync(
        TestService service, Role role, string owner = "j.doe", DateTimeOffset? expiresAt = null,
        params string[] hosts) =>
        await service.Services.GetRequiredService<KeyMaker>().AddAsync(
            new KeyRequest($"{role} of {owner}", owner, [role], hosts, expiresAt), "tests", CancellationToken.None);

    /// <summary>Somebody who sends a key of that role with every request.</summary>
    public static async Task<HttpClient> ClientAsync(
        TestService service, Role role, string owner = "j.doe", params string[] hosts)
    {
        var (key, secret) = await AddAsync(service, role, owner, null, hosts);
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Encoded(key, secret));
        return client;
    }

    public static string Encoded(AccessKey key, string secret) => NewKeyResponse.EncodedOf(key.Id, secret);
}
