using System.Net;
using DetectionApi.Api.Access;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>That a stream is no way around what its key may.</summary>
public sealed class StreamAccessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked_and_tells_nothing_more()
    {
        await using var service = TestService.StartOnSocket(("Stream:HeartbeatSeconds", "1"));
        var (key, secret) = await SomeKey.AddAsync(service, Role.Read);
        using var shipper = await SomeKey.ClientAsync(service, Role.Ingest, "shipper");
        using var stream = await OpenAsync(service, SomeKey.Encoded(key, secret));
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        await service.Services.GetRequiredService<KeyMaker>().RevokeAsync(key.Id, null, "tests", default);
        using var taken = await shipper.PostAsync("/_bulk", TestService.Body(Bulk.Of(Some.RaisedEvent())));

        var told = await stream.Content.ReadAsStringAsync().WaitAsync(Patience);
        Assert.DoesNotContain("alert-created", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_before_the_first_key_ends_with_it()
    {
        await using var service = TestService.StartOnSocket(("Stream:HeartbeatSeconds", "1"));
        using var stream = await OpenAsync(service, credential: null);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        await SomeKey.AddAsync(service, Role.Admin);

        await stream.Content.ReadAsStringAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task One_key_does_not_take_the_places_of_all()
    {
        await using var service = TestService.StartOnSocket(("Stream:ListenersMax", "20"));
        var (key, secret) = await SomeKey.AddAsync(service, Role.Read, "one");
        var (other, othersSecret) = await SomeKey.AddAsync(service, Role.Read, "other");
        using var first = await OpenAsync(service, SomeKey.Encoded(key, secret));
        using var second = await OpenAsync(service, SomeKey.Encoded(key, secret));
        using var third = await OpenAsync(service, SomeKey.Encoded(key, secret));
        using var others = await OpenAsync(service, SomeKey.Encoded(other, othersSecret));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            new[] { first, second, third, others }.Select(answer => answer.StatusCode));
    }

    private static async Task<HttpResponseMessage> OpenAsync(TestService service, string? credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/alerts/stream");
        if (credential is not null) request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {credential}");
        return await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
    }
}
