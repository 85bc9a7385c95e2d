using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>
/// Every route is called with every role and with none, and lets in exactly those whom
/// <c>Cases/access-matrix.txt</c> names. A route that is not in that file is a failure.
/// </summary>
public sealed partial class AccessMatrixTests
{
    private const string Nobody = "nobody";
    private const string Permitted = "yes";
    private const string File = "ApiTests/Cases/access-matrix.txt";

    private static readonly string[] Columns = [Nobody, .. Words.All<Role>()];

    [Fact]
    public async Task Every_route_lets_in_the_roles_that_the_matrix_names_and_nobody_else()
    {
        await using var service = TestService.Start(
            ("Rates:UnknownPerSecond", "100000"), ("Rates:UnknownBurst", "100000"));
        var routes = RoutesOf(service);
        var rows = routes.ToDictionary(route => route, _ => new List<string>());
        foreach (var column in Columns)
        {
            using var client = Words.TryParse<Role>(column, out var role)
                ? await SomeKey.ClientAsync(service, role)
                : service.CreateClient();
            if (column == Nobody) await SomeKey.AddAsync(service, Role.Admin);
            foreach (var route in routes) rows[route].Add(await CallAsync(client, route));
        }

        var received = new StringBuilder();
        received.AppendLine(LineOf("route", Columns));
        foreach (var route in routes) received.AppendLine(LineOf(route, rows[route]));

        var path = Path.Combine(SourceTree.Root, "tests", File);
        var approved = System.IO.File.Exists(path) ? await System.IO.File.ReadAllTextAsync(path) : "";
        if (approved != received.ToString())
            await System.IO.File.WriteAllTextAsync(
                path.Replace(".txt", ".received.txt", StringComparison.Ordinal), received.ToString());
        Assert.Equal(approved.Split('\n'), received.ToString().Split('\n'));
    }

    [Fact]
    public async Task Nothing_that_tells_what_happened_can_be_deleted()
    {
        await using var service = TestService.Start();

        Assert.Equal(
            [
                "DELETE /_ingest/pipeline/{id}", "DELETE /api/v1/inventory/signers/{sha256}",
                "DELETE /elasticsearch/_ingest/pipeline/{id}",
            ],
            RoutesOf(service).Where(route => route.StartsWith("DELETE ", StringComparison.Ordinal)));
    }

    private static List<string> RoutesOf(TestService service) =>
    [
        .. from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           let route = $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"
           orderby route.Split(' ')[1], method
           select route,
    ];

    // The answer of a route that lets somebody in is not looked at: the request is mostly senseless.
    private static async Task<string> CallAsync(HttpClient client, string route)
    {
        var (method, path) = (route.Split(' ')[0], Parameter().Replace(route[(route.IndexOf(' ') + 1)..], "1"));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, response.StatusCode);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return Permitted;

        Assert.Equal(response.StatusCode is HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
        if (method != "HEAD")
            Assert.Contains(
                path.StartsWith("/api", StringComparison.Ordinal) || path == "/metrics"
                    ? response.StatusCode is HttpStatusCode.Unauthorized ? "key-required" : "permission-missing"
                    : "security_exception",
                await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return $"{(int)response.StatusCode}";
    }

    private static string LineOf(string route, IEnumerable<string> cells) =>
        $"{route,-62}{string.Concat(cells.Select(cell => $"{cell,-10}"))}".TrimEnd();

    [GeneratedRegex(@"\{[^/]*\}")]
    private static partial Regex Parameter();
}
