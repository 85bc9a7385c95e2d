using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Many alerts at once.</summary>
public sealed class ActionTests
{
    [Fact]
    public async Task Each_alert_is_changed_or_refused_for_itself_in_the_order_of_the_ids()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var (open, closed, taken) =
            (await analyst.RaiseAsync(1), await analyst.RaiseAsync(2), await analyst.RaiseAsync(3));
        await analyst.ChangeAsync(closed, Analyst.Closing);
        await analyst.ChangeAsync(taken, """{"status":"in-progress"}""");

        var answer = await TestService.ReadAsync(await analyst.PostAsync(
            "actions",
            $$"""
            {
              "ids": ["{{closed}}", "none", "{{open}}", "{{taken}}", "{{open}}"],
              "change": { "status": "in-progress" }, "comment": "Night shift."
            }
            """));

        JsonAssert.Contains(
            JsonNode.Parse(
                $$"""
                {
                  "dryRun": false, "changed": 1, "unchanged": 1, "refused": 1, "notFound": 1,
                  "items": [
                    { "id": "{{closed}}", "status": "refused", "reason": "…", "changes": [] },
                    { "id": "none", "status": "not-found", "reason": null, "changes": [] },
                    {
                      "id": "{{open}}", "status": "changed", "reason": null,
                      "changes": [ { "field": "status", "from": "open", "to": "in-progress" } ]
                    },
                    { "id": "{{taken}}", "status": "unchanged", "reason": null, "changes": [] }
                  ]
                }
                """),
            answer);
        Assert.Contains("only to open", (string?)answer["items"]![0]!["reason"], StringComparison.Ordinal);
        Assert.Equal("in-progress", (string?)(await analyst.AlertAsync(open))["status"]);
        Assert.Equal("Night shift.", (string?)Assert.Single(await analyst.ItemsAsync($"{open}/comments"))!["text"]);
        Assert.Empty(await analyst.ItemsAsync($"{taken}/comments"));
        Assert.Equal("mira", (string?)Assert.Single(await analyst.ItemsAsync($"{open}/history"))!["actor"]);
    }

    [Theory]
    [InlineData("""{"host":"pc-0815*","status":["open"]}""", 3)]
    [InlineData("""{"host":["none","PC-0815.corp.example"]}""", 3)]
    [InlineData("""{"status":"open","to":"2026-03-02T08:00:02Z"}""", 1)]
    [InlineData("""{"from":1772438402000}""", 2)]
    [InlineData("""{"host":"none"}""", 0)]
    public async Task A_filter_chooses_as_the_list_does(string filter, int expected)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        for (var i = 1; i <= 3; i++) await analyst.RaiseAsync(i);

        var answer = await TestService.ReadAsync(await analyst.PostAsync(
            "actions", $$"""{"filter":{{filter}}, "change":{"addTags":["seen"]} }"""));

        Assert.Equal(expected, (int)answer["changed"]!);
        Assert.Equal(expected, (await service.AlertsAsync()).Count(alert => alert!["tags"]!.AsArray().Count == 1));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_come_of_it_and_changes_nothing()
    {
        await using var service = TestService.StartQuiet();
        var analyst = new Analyst(service);
        var (one, other) = (await analyst.RaiseAsync(1), await analyst.RaiseAsync(2));
        await analyst.ChangeAsync(other, Analyst.Closing);
        var before = (await service.AlertsAsync()).ToJsonString();
        string Body(bool isDry) =>
            $$"""
            {
              "filter": { "host": "pc-0815*" }, "dryRun": {{(isDry ? "true" : "false")}}, "comment": "x",
              "change": { "status": "acknowledged" }
            }
            """;

        var would = await TestService.ReadAsync(await analyst.PostAsync("actions", Body(isDry: true), key: "k"));
        Assert.Equal(before, (await service.AlertsAsync()).ToJsonString());
        Assert.Empty(await analyst.ItemsAsync($"{one}/history"));
        Assert.Empty(await analyst.ItemsAsync($"{one}/comments"));

        var did = await TestService.ReadAsync(await analyst.PostAsync("actions", Body(isDry: false), key: "k"));
        Assert.True((bool)would["dryRun"]!);
        would["dryRun"] = false;
        Assert.Equal(would.ToJsonString(), did.ToJsonString());
        Assert.Equal((1, 1), ((int)did["changed"]!, (int)did["refused"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_item_says_which_fields_are_others_now_or_would_be(bool isDry)
    {
        await using var service = TestService.StartQuiet();
        var analyst = new Analyst(service);
        var (one, other) = (await analyst.RaiseAsync(1), await analyst.RaiseAsync(2));
        await analyst.ChangeAsync(other, """{"assignee":"jo","tags":["old"]}""");

        var answer = await TestService.ReadAsync(await analyst.PostAsync(
            "actions",
            $$"""
            {
              "ids": ["{{one}}", "{{other}}"], "dryRun": {{(isDry ? "true" : "false")}},
              "change": { "assignee": "jo", "addTags": ["new"] }
            }
            """));

        var changes = answer["items"]!.AsArray().Select(item => item!["changes"]!.ToJsonString());
        Assert.Equal(
            [
                """[{"field":"assignee","from":null,"to":"jo"},{"field":"tags","from":null,"to":"new"}]""",
                """[{"field":"tags","from":"old","to":"new, old"}]""",
            ],
            changes);
        Assert.Equal(isDry ? "old" : "new", (string?)(await analyst.AlertAsync(other))["tags"]![0]);
    }

    [Fact]
    public async Task More_than_the_limit_is_not_touched_and_the_answer_says_how_many_there_are()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        for (var i = 1; i <= 3; i++) await analyst.RaiseAsync(i);
        string Body(string which) => $$"""{ {{which}}, "limit": 2, "change": { "addTags": ["x"] } }""";

        var byFilter = await analyst.PostAsync("actions", Body("\"filter\":{\"status\":\"open\"}"));
        var byIds = await analyst.PostAsync("actions", Body("\"ids\":[\"a\",\"b\",\"c\"]"));

        Assert.Contains("3 alerts", await byFilter.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["too-many-alerts #/filter"], await Analyst.FaultsAsync(byFilter));
        Assert.Equal(["too-many-alerts #/ids"], await Analyst.FaultsAsync(byIds));
        Assert.All(await service.AlertsAsync(), alert => Assert.Empty(alert!["tags"]!.AsArray()));
    }

    [Fact]
    public async Task Without_a_limit_it_is_500_and_at_most_1000()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        string Body(int count, string more = "") =>
            $$"""
            {
              "ids": [{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\""))}}],
              "change": { "legalHold": true }{{more}}
            }
            """;

        Assert.Equal(200, (int)(await analyst.PostAsync("actions", Body(500))).StatusCode);
        Assert.Equal(
            ["too-many-alerts #/ids"], await Analyst.FaultsAsync(await analyst.PostAsync("actions", Body(501))));
        Assert.Equal(200, (int)(await analyst.PostAsync("actions", Body(1000, ",\"limit\":1000"))).StatusCode);
        Assert.Equal(
            ["invalid-limit #/limit"],
            await Analyst.FaultsAsync(await analyst.PostAsync("actions", Body(1, ",\"limit\":1001"))));
    }

    [Theory]
    [InlineData("""{"change":{"legalHold":true}}""", "ids-or-filter #")]
    [InlineData("""{"ids":["a"],"filter":{"host":"a"},"change":{"legalHold":true}}""", "ids-or-filter #")]
    [InlineData("""{"ids":[],"change":{"legalHold":true}}""", "no-alerts #/ids")]
    [InlineData("""{"ids":[null],"change":{"legalHold":true}}""", "blank #/ids/0")]
    [InlineData("""{"filter":{},"change":{"legalHold":true}}""", "no-alerts #/filter")]
    [InlineData("""{"ids":["a"]}""", "missing #/change")]
    [InlineData("""{"ids":["a"],"change":{}}""", "nothing-to-change #/change")]
    [InlineData("""{"ids":["a"],"change":{"status":"closed"}}""", "closing-reason-missing #/change/closingReason")]
    [InlineData("""{"ids":["a"],"change":{"assignee":""}}""", "blank #/change/assignee")]
    [InlineData("""{"ids":["a"],"change":{"tags":["a","b\u0000"]}}""", "unprintable #/change/tags/1")]
    [InlineData("""{"ids":["a"],"change":{"legalHold":true},"comment":" "}""", "blank #/comment")]
    public async Task What_is_wrong_for_all_alerts_is_refused_at_once(string action, string fault)
    {
        await using var service = TestService.Start();

        Assert.Equal([fault], await Analyst.FaultsAsync(await new Analyst(service).PostAsync("actions", action)));
    }

    [Theory]
    [InlineData("""{"hostname":"a"}""", "unknown-parameter #/filter/hostname")]
    [InlineData("""{"status":"done"}""", "invalid-parameter #/filter/status")]
    [InlineData("""{"host":"a","limit":"5"}""", "unknown-parameter #/filter/limit")]
    [InlineData("""{"host":{"is":"a"}}""", "wrong-type #/filter")]
    [InlineData("""{"host":true}""", "wrong-type #/filter")]
    [InlineData("""["a"]""", "wrong-type #/filter")]
    public async Task A_filter_that_cannot_be_understood_is_none_that_chooses_everything(string filter, string fault)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        await analyst.RaiseAsync();

        var answer = await analyst.PostAsync("actions", $$"""{"filter":{{filter}}, "change":{"legalHold":true} }""");

        Assert.StartsWith(
            fault, Assert.Single(await Analyst.FaultsAsync(answer, HttpStatusCode.BadRequest)),
            StringComparison.Ordinal);
        Assert.False((bool)(await service.AlertsAsync())[0]!["legalHold"]!);
    }

    [Fact]
    public async Task Batches_are_taken_while_many_alerts_are_changed()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        await service.PostBulkAsync(Enumerable.Range(1, 90).Select(Some.RaisedEvent));

        var changing = analyst.PostAsync(
            "actions", """{"filter":{"status":"open"},"change":{"assignee":"mira"},"limit":1000}""");
        var posting = Task.WhenAll(Enumerable.Range(1, 30).Select(i =>
            service.PostBulkAsync(Some.RaisedEvent(i).Replace($"\"record_id\":{i},", $"\"record_id\":{i + 1000},"))));

        Assert.Equal(90, (int)(await TestService.ReadAsync(await changing))["changed"]!);
        await posting;
        var alerts = await service.AlertsAsync();
        Assert.All(alerts, alert => Assert.Equal("mira", (string?)alert!["assignee"]));
        Assert.Equal(120, alerts.Sum(alert => (int)alert!["occurrenceCount"]!));
    }
}
