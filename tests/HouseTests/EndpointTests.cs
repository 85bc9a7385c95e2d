using System.Net;
using DetectionApi.Api.Http;
using DetectionApi.Api.Limits;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.HouseTests;

/// <summary>What every endpoint says of itself.</summary>
public class EndpointTests(HouseService service) : IClassFixture<HouseService>
{
    private IReadOnlyList<RouteEndpoint> All =>
        [.. service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void There_are_endpoints_to_look_at() => Assert.True(All.Count > 40, $"only {All.Count}");

    [Fact]
    public void Every_endpoint_has_a_name_and_no_two_have_the_same() => House.AssertNone(
        from endpoint in All
        group Show(endpoint) by endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName into named
        where named.Key is null || named.Count() > 1
        select $"{named.Key ?? "no name"}: {string.Join(", ", named)}");

    [Fact]
    public void Reads_that_wait_for_a_place_are_endpoints() => Assert.Empty(ReadPlaces.Costly.Except(
        All.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "")));

    [Fact]
    public void Every_endpoint_is_summed_up_in_a_sentence() => House.AssertNone(
        from endpoint in All
        let summary = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? ""
        where !(summary is [var first, .., '.'] && char.IsUpper(first))
        select $"{Show(endpoint)}: '{summary}'");

    [Fact]
    public void Every_endpoint_belongs_to_one_of_the_groups() => House.AssertNone(
        from endpoint in All
        let tags = endpoint.Metadata.OfType<ITagsMetadata>().SelectMany(tags => tags.Tags).Distinct().ToList()
        where tags is not [var only] || Tags.All.All(tag => tag.Name != only)
        select $"{Show(endpoint)}: {string.Join(", ", tags)}");

    [Fact]
    public void Every_group_has_an_endpoint() => House.AssertNone(
        from tag in Tags.All
        where !All.Any(endpoint => endpoint.Metadata.OfType<ITagsMetadata>().Any(t => t.Tags.Contains(tag.Name)))
        select tag.Name);

    [Fact]
    public void Whoever_only_looks_does_not_change_anything_by_the_same_door() => House.AssertNone(
        from endpoint in All
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where methods.Count == 0 || (methods.Any(IsLook) && !methods.All(IsLook))
        select $"{Show(endpoint)}: {string.Join(", ", methods)}");

    [Fact]
    public async Task Looking_at_everything_leaves_the_store_as_it_was()
    {
        using var client = service.CreateClient();
        var before = await StateAsync(client);
        var refused = new List<string>();

        foreach (var endpoint in All)
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(IsLook))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(endpoint));

                // A stream begins and never ends.
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
                    refused.Add($"{method} {request.RequestUri}: {(int)answer.StatusCode}");
            }

        House.AssertNone(refused);
        Assert.Equal(before, await StateAsync(client));
    }

    private static bool IsLook(string method) => method is "GET" or "HEAD";

    private static string Show(RouteEndpoint endpoint) =>
        $"{string.Join('|', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} "
        + endpoint.RoutePattern.RawText;

    private static string AddressOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content
            : segment.Parts is [RoutePatternParameterPart { Name: "documentName" }] ? "v1" : "1"));

    private static async Task<string> StateAsync(HttpClient client) => string.Join('\n', await Task.WhenAll(
        client.GetStringAsync("/api/v1/alerts?disposition=raised,excepted,overflow"),
        client.GetStringAsync("/api/v1/rules"),
        client.GetStringAsync("/api/v1/quarantine")));
}
