using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Access;

namespace DetectionApi.ApiTests;

/// <summary>What the holder of a key does, and in whose name.</summary>
public sealed class KeyHolderTests
{
    [Fact]
    public async Task A_change_is_made_in_the_name_of_the_keys_owner_whatever_the_request_says()
    {
        await using var service = TestService.Start();
        using var engineer = await SomeKey.ClientAsync(service, Role.Engineer, "e.lang");
        engineer.DefaultRequestHeaders.Add("X-Actor", "somebody.else");
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/rules/{Some.RuleId}")
        {
            Content = new StringContent("""{ "enabled": false }""", Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "*" } },
        };

        var changed = await TestService.ReadAsync(await engineer.SendAsync(request));

        Assert.Equal("e.lang", (string?)changed["changedBy"]);
    }

    [Fact]
    public async Task Nobody_approves_what_he_wrote_with_another_key_of_his()
    {
        await using var service = TestService.Start();
        using var analyst = await SomeKey.ClientAsync(service, Role.Analyst, "m.weber");
        using var approver = await SomeKey.ClientAsync(service, Role.Approver, "M.Weber");
        var created = await TestService.ReadAsync(
            await analyst.PostAsJsonAsync("/api/v1/exceptions", ExceptionDesk.Broad()));
        var id = (string)created["id"]!;
        using var submitted = await SendAsync(analyst, $"/api/v1/exceptions/{id}/submit");
        Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync());

        using var byAnalyst = await SendAsync(analyst, $"/api/v1/exceptions/{id}/approve");
        using var bySelf = await SendAsync(approver, $"/api/v1/exceptions/{id}/approve");

        Assert.Equal(HttpStatusCode.Forbidden, byAnalyst.StatusCode);
        Assert.Contains("own-approval", await bySelf.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shipper_speaks_for_the_hosts_of_its_key_only_and_what_it_says_of_others_is_put_aside()
    {
        await using var service = TestService.Start();
        using var shipper = await SomeKey.ClientAsync(service, Role.Ingest, "shipper", "pc-1", "*.branch.example");
        using var reader = await SomeKey.ClientAsync(service, Role.Read);

        using var answer = await shipper.PostAsync("/_bulk", TestService.Body(Bulk.Of(
            Of("pc-1.example.org", 1), Of("PC-2.example.org", 2), Of("pc-2.branch.example", 3))));
        var bulk = await TestService.ReadAsync(answer);

        Assert.Equal([201, 403, 201], bulk["items"]!.AsArray().Select(item => (int)item!["create"]!["status"]!));
        Assert.Equal("security_exception", (string?)bulk["items"]![1]!["create"]!["error"]!["type"]);
        var alerts = JsonNode.Parse(await reader.GetStringAsync("/api/v1/alerts"))!["items"]!.AsArray();
        Assert.Equal(
            ["pc-1.example.org", "pc-2.branch.example"],
            alerts.Select(alert => (string)alert!["host"]!["name"]!).Order());
        Assert.Contains(
            "pc-2.example.org", await reader.GetStringAsync("/api/v1/quarantine"), StringComparison.Ordinal);
    }

    private static string Of(string host, int record) =>
        new AccessEvent { Computer = host, Record = record }.Winlogbeat8;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }
}
