using System.Text.Json.Nodes;
using DetectionApi.Api.Audit;
using DetectionApi.Domain.Audit;
using DetectionApi.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>How the audit log is read, and that nothing is ever removed.</summary>
public sealed class AuditListTests
{
    [Fact]
    public async Task The_log_is_read_part_by_part_newest_first_and_says_where_it_ends()
    {
        await using var service = TestService.StartQuiet();
        var head = (await service.GetAsync("/api/v1/audit"))["head"]!;
        Assert.Equal((0, new string('0', 64)), ((int)head["seq"]!, (string)head["hash"]!));
        for (var i = 0; i < 5; i++) await PutAsync(service, i);

        var seen = new List<int>();
        var next = "";
        do
        {
            var part = await service.GetAsync($"/api/v1/audit?limit=2{next}");
            seen.AddRange(part["items"]!.AsArray().Select(line => (int)line!["seq"]!));
            Assert.Equal(5, (int)part["head"]!["seq"]!);
            next = part["nextCursor"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Theory]
    [InlineData("actor=a0", 1)]
    [InlineData("actor=a0,a1", 2)]
    [InlineData("actor=A0", 0)]
    [InlineData("operation=PutSigners", 5)]
    [InlineData("operation=ChangeAlert", 0)]
    [InlineData("outcome=refused", 0)]
    [InlineData("outcome=changed&subject=signer", 5)]
    [InlineData("subject=alert", 0)]
    [InlineData("subjectId=0000000000000000000000000000000000000000000000000000000000000003", 1)]
    [InlineData("from=2020-01-01T00:00:00Z", 5)]
    [InlineData("to=2020-01-01T00:00:00Z", 0)]
    public async Task Filters_let_through_what_they_name(string query, int count)
    {
        await using var service = TestService.StartQuiet();
        for (var i = 0; i < 5; i++) await PutAsync(service, i);

        Assert.Equal(count, (await new AuditReader(service).LinesAsync($"&{query}")).Count);
    }

    [Theory]
    [InlineData("limit=1001")]
    [InlineData("outcome=maybe")]
    [InlineData("cursor=x")]
    [InlineData("who=mira")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    public async Task What_cannot_be_asked_is_refused(string query)
    {
        await using var service = TestService.StartQuiet();
        using var answer = await service.Client.GetAsync($"/api/v1/audit?{query}");

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_ours_is_deleted_over_HTTP_but_what_the_inventory_says()
    {
        await using var service = TestService.StartQuiet();

        Assert.Equal(
            ["ChangePipeline", "ChangePipelineUnderPrefix", "RemoveSigner"],
            (from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints
             where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("DELETE") is true
             select endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName)
            .Order(StringComparer.Ordinal));
        var routes = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.Equal(
            ["GET"],
            (from endpoint in routes
             where endpoint.RoutePattern.RawText!.Contains("audit", StringComparison.OrdinalIgnoreCase)
             from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
             select method).Distinct());
    }

    [Fact]
    public async Task The_command_line_verifies_the_log_beside_the_service()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartQuietOn(directory);
        for (var i = 0; i < 3; i++) await PutAsync(service, i);
        var noted = (await service.GetAsync("/api/v1/audit"))["head"]!;
        await PutAsync(service, 4);
        Assert.True(AuditHead.TryParse($"{noted["seq"]}:{noted["hash"]}", out var head));

        var (code, output, _) = await VerifyAsync(directory.Path, head);
        Assert.Equal(0, code);
        Assert.StartsWith("The audit log is as it was written. Lines: 4.", output, StringComparison.Ordinal);

        (code, _, var errors) = await VerifyAsync(directory.Path, head with { Seq = 2 });
        Assert.Equal(1, code);
        Assert.StartsWith("Line 2 is whole, but not the one that was expected", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_log_the_command_line_says_so()
    {
        using var directory = new TestDirectory();

        var (code, _, errors) = await VerifyAsync(directory.Path, null);

        Assert.Equal(1, code);
        Assert.StartsWith($"The audit log in {directory.Path} cannot be read: ", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> VerifyAsync(string directory, AuditHead? head)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await VerifyAuditCommand.RunAsync(directory, head, output, errors, default);
        return (code, output.ToString(), errors.ToString());
    }

    private static async Task PutAsync(TestService service, int number)
    {
        var body = new JsonArray(new JsonObject { ["sha256"] = number.ToString("x64", null), ["subject"] = "x" });
        var answer = await new AuditReader(service).SendAsync(
            "PUT", "/api/v1/inventory/signers", body.ToJsonString(), actor: $"a{number}");
        Assert.True(answer.IsSuccessStatusCode);
    }
}
