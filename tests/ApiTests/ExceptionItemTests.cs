using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.ApiTests;

/// <summary>What exception items say, over HTTP.</summary>
public sealed class ExceptionItemTests
{
    [Fact]
    public async Task An_item_is_answered_as_it_is_posted_with_what_became_of_it()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);

        var answer = await desk.PostAsync("", ExceptionDesk.Item());

        Assert.Equal((HttpStatusCode.Created, "\"1\""), (answer.StatusCode, answer.Headers.ETag?.Tag));
        Assert.Equal("/api/v1/exceptions/agent", answer.Headers.Location?.ToString());
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "id": "agent", "status": "draft", "version": 1, "name": "Vendor's agent", "description": null,
                  "rules": [], "target": {"image": "C:\\Program Files\\App\\app.exe"},
                  "access": {"classes": ["query", "memory-read"]},
                  "callTrace": {"firstFrame": {"kind": "unbacked", "module": null}, "shape": null},
                  "scope": {"allHosts": false, "hosts": ["pc-0815.corp.example"], "users": []},
                  "evidence": [{"kind": "vendor", "reference": "KB 4711"}], "validFrom": null, "daysLeft": 30,
                  "breadth": {"score": "…", "factors": "…"}, "needsApproval": false, "authors": ["mira"],
                  "counters": {
                    "total": 0, "last24Hours": 0, "last7Days": 0, "last30Days": 0, "hosts": 0, "firstMatchAt": null,
                    "lastMatchAt": null, "stale": false
                  },
                  "createdBy": "mira", "activatedAt": null, "approvedBy": null, "overridden": [], "revokedAt": null
                }
                """),
            JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(1, (int)(await desk.ReadAsync())["version"]!);
    }

    [Fact]
    public async Task What_was_posted_can_be_read_and_put_again_unchanged()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Item());
        var posted = (await desk.ReadAsync("/agent/history"))["items"]![0]!["item"]!;

        var answer = await desk.PutAsync("/agent", posted, "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.StatusCode, answer.Headers.ETag?.Tag));
    }

    [Theory]
    [InlineData(
        "source/signer", """{"subject":"Vendor Ltd","trusted":false}""", "signer-not-trusted #/source/signer/trusted")]
    [InlineData("source/signer", """{"subject":"Vendor Ltd"}""", "signer-never-seen #/source/signer/subject")]
    [InlineData("source", "null", "source-missing #/source")]
    [InlineData("target", "null", "target-missing #/target/image")]
    [InlineData("expiresInDays", "91", "expiry-too-far #/expiresAt")]
    [InlineData("expiresInDays", "null", "expiry-missing #/expiresAt")]
    [InlineData("scope/hosts", "[]", "hosts-missing #/scope/hosts")]
    [InlineData("scope/users", """["S-1-5-18"]""", "user-is-sysmon #/scope/users/0")]
    [InlineData("evidence", "[null]", "blank #/evidence/0")]
    [InlineData("overrides", "[null]", "blank #/overrides/0")]
    [InlineData(
        "overrides", """[{"code":"hides-canary","reason":"why not"}]""", "override-not-asked #/overrides/0/code")]
    [InlineData("rules", "[null]", "blank #/rules/0")]
    [InlineData("rules", """["none"]""", "rule-unknown #/rules/0")]
    [InlineData("id", "\"Agent\"", "invalid-id #/id")]
    [InlineData("id", "\"export\"", "invalid-id #/id")]
    [InlineData("replaces", "\"none\"", "replaced-not-active #/replaces")]
    [InlineData("name", "null", "missing #/name")]
    public async Task What_is_refused_says_why_and_where(string path, string value, string fault)
    {
        await using var service = TestService.Start();
        var item = ExceptionDesk.With(ExceptionDesk.Item(), path, JsonNode.Parse(value));

        var faults = await Analyst.FaultsAsync(await new ExceptionDesk(service).PostAsync("", item));

        Assert.Contains(fault, faults);
        Assert.Empty((await service.GetAsync("/api/v1/exceptions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_refusal_tells_whether_an_approver_may_let_it_pass()
    {
        await using var service = TestService.Start();
        var item = ExceptionDesk.With(
            ExceptionDesk.Item(), "source/signer", JsonNode.Parse("""{"subject":"Vendor Ltd"}"""));

        var answer = await new ExceptionDesk(service).PostAsync("", item);

        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!;
        Assert.True((bool)error["overridable"]!);
        Assert.Contains("Vendor Ltd", (string?)error["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_is_taken_once_and_made_up_if_none_is_given()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Item());

        Assert.Equal(HttpStatusCode.Conflict, (await desk.PostAsync("", ExceptionDesk.Item())).StatusCode);
        Assert.Matches("^[0-9a-f]{16}$", (string?)(await desk.CreateAsync(ExceptionDesk.Item(id: null)))["id"]);
    }

    [Fact]
    public async Task A_change_is_one_of_the_state_that_was_seen()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Item());
        var changed = ExceptionDesk.With(ExceptionDesk.Item(), "owner", "another team");

        Assert.Equal(428, (int)(await desk.PutAsync("/agent", changed, ifMatch: null)).StatusCode);
        Assert.Equal(412, (int)(await desk.PutAsync("/agent", changed, "\"2\"")).StatusCode);
        Assert.Equal(404, (int)(await desk.PutAsync("/none", changed)).StatusCode);
        Assert.Equal(422, (int)(await desk.PutAsync("/agent", ExceptionDesk.Item("other"))).StatusCode);
        Assert.Equal(200, (int)(await desk.PutAsync("/agent?dryRun=true", changed, "\"1\"")).StatusCode);
        Assert.Equal(1, (int)(await desk.ReadAsync())["version"]!);
        Assert.Equal("\"2\"", (await desk.PutAsync("/agent", changed, "\"1\"")).Headers.ETag?.Tag);
        Assert.Equal("another team", (string?)(await desk.ReadAsync())["owner"]);
        foreach (var step in new[] { "submit", "approve", "reject", "revoke" })
        {
            var body = JsonNode.Parse(step is "reject" or "revoke" ? """{"comment":"x"}""" : "{}");
            Assert.Equal(428, (int)(await desk.PostAsync($"/agent/{step}", body, ifMatch: null)).StatusCode);
            Assert.Equal(412, (int)(await desk.PostAsync($"/agent/{step}", body, "\"1\"")).StatusCode);
            Assert.Equal(404, (int)(await desk.PostAsync($"/none/{step}", body)).StatusCode);
        }
    }

    [Fact]
    public async Task A_list_is_filtered_and_read_part_by_part()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        for (var i = 0; i < 5; i++) await desk.CreateAsync(ExceptionDesk.Item($"item-{i}", $"host-{i}"));

        var seen = new List<string>();
        var next = "";
        do
        {
            var part = await service.GetAsync($"/api/v1/exceptions?limit=2{next}");
            seen.AddRange(part["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = part["nextCursor"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        Assert.Equal(["item-4", "item-3", "item-2", "item-1", "item-0"], seen);
        async Task<string> IdsAsync(string query) => string.Join(
            ' ', (await service.GetAsync($"/api/v1/exceptions?{query}"))["items"]!.AsArray().Select(i => i!["id"]));
        Assert.Equal("item-3", await IdsAsync("host=host-3"));
        Assert.Equal("item-4 item-3 item-2 item-1 item-0", await IdsAsync("status=draft&owner=app*&source=agent.exe"));
        Assert.Equal("", await IdsAsync("status=active"));
        Assert.Equal("", await IdsAsync("expiringWithinDays=90"));
        Assert.Equal("", await IdsAsync("stale=true"));
        foreach (var wrong in new[] { "status=on", "stale=yes", "expiringWithinDays=0", "cursor=x", "limt=1" })
            Assert.Equal(400, (int)(await service.Client.GetAsync($"/api/v1/exceptions?{wrong}")).StatusCode);
    }

    [Fact]
    public async Task The_document_has_a_sentence_for_every_refusal()
    {
        await using var service = TestService.Start();
        var post = (await service.GetAsync("/openapi/v1.json"))["paths"]!["/api/v1/exceptions"]!["post"]!;
        var description = (string)post["description"]!;

        Assert.All(
            Words.All<RefusalCode>(),
            code => Assert.Matches($@"\* `{code}`( \(overridable\))?: [A-Z].*\.", description));
        Assert.All(
            Enum.GetValues<RefusalCode>(),
            code => Assert.Equal(
                Refusal.MayOverride(code),
                description.Contains($"`{Words.Of(code)}` (overridable)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Comments_are_only_added()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);
        await desk.CreateAsync(ExceptionDesk.Item());

        var first = await desk.PostAsync("/agent/comments", JsonNode.Parse("""{"text":" Still there. "}"""), null, "k");
        var again = await desk.PostAsync("/agent/comments", JsonNode.Parse("""{"text":" Still there. "}"""), null, "k");

        Assert.Equal((201, 201), ((int)first.StatusCode, (int)again.StatusCode));
        var comment = Assert.Single((await desk.ReadAsync("/agent/comments"))["items"]!.AsArray())!;
        Assert.Equal(("Still there.", "mira"), ((string?)comment["text"], (string?)comment["actor"]));
        Assert.Equal(
            ["missing #/text"], await Analyst.FaultsAsync(await desk.PostAsync("/agent/comments")));
        Assert.Equal(404, (int)(await desk.PostAsync("/none/comments", new JsonObject { ["text"] = "x" })).StatusCode);
        Assert.Equal(1, (int)(await desk.ReadAsync())["version"]!);
    }

    [Fact]
    public async Task A_request_of_a_key_is_carried_out_once()
    {
        await using var service = TestService.Start();
        var desk = new ExceptionDesk(service);

        var first = await desk.PostAsync("", ExceptionDesk.Item(id: null), key: "one");
        var again = await desk.PostAsync("", ExceptionDesk.Item(id: null), key: "one");

        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Single((await service.GetAsync("/api/v1/exceptions"))["items"]!.AsArray());
    }
}
