using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>What analysts decide of one alert.</summary>
public sealed class TriageTests
{
    private const string Evidence = """
        {"accessTuple":"a","identity":"b","launchAndSession":"c","followOn":"d","outsideConfirmation":"e"}
        """;

    [Fact]
    public async Task An_alert_goes_its_way_and_the_history_says_who_did_what()
    {
        await using var service = TestService.StartQuiet();
        var (mira, jo) = (new Analyst(service, "mira"), new Analyst(service, "jo"));
        var id = await mira.RaiseAsync();

        await mira.ChangeAsync(id, """{"status":"acknowledged","assignee":"mira","tags":["b","a"]}""");
        await mira.ChangeAsync(id, """{"status":"in-progress","legalHold":true}""");
        var closed = await jo.ChangeAsync(
            id, $$"""{"status":"closed","closingReason":"benign-positive","evidence":{{Evidence}}}""");

        JsonAssert.Contains(
            JsonNode.Parse(
                $$"""
                {
                  "status": "closed", "assignee": "mira", "tags": ["a", "b"], "legalHold": true,
                  "closingReason": "benign-positive", "evidence": {{Evidence}}, "duplicateOf": null,
                  "acknowledgedAt": "…", "closedAt": "…", "reopenedAt": null,
                  "timeToDetectSeconds": "…", "timeToAcknowledgeSeconds": "…", "timeToCloseSeconds": "…"
                }
                """),
            closed);

        var reopened = await jo.ChangeAsync(id, """{"status":"open","assignee":null}""");
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "status": "open", "assignee": null, "closingReason": null, "evidence": null, "closedAt": null,
                  "reopenedAt": "…", "timeToCloseSeconds": null, "timeToAcknowledgeSeconds": "…"
                }
                """),
            reopened);

        var history = await mira.ItemsAsync($"{id}/history");
        Assert.Equal(
            [
                "2 mira status: open > acknowledged", "2 mira assignee:  > mira", "2 mira tags:  > a, b",
                "3 mira status: acknowledged > in-progress", "3 mira legalHold: false > true",
                "4 jo status: in-progress > closed", "4 jo closingReason:  > benign-positive",
                "4 jo evidence.accessTuple:  > a", "4 jo evidence.identity:  > b",
                "4 jo evidence.launchAndSession:  > c", "4 jo evidence.followOn:  > d",
                "4 jo evidence.outsideConfirmation:  > e",
                "5 jo status: closed > open", "5 jo closingReason: benign-positive > ",
                "5 jo evidence.accessTuple: a > ", "5 jo evidence.identity: b > ",
                "5 jo evidence.launchAndSession: c > ", "5 jo evidence.followOn: d > ",
                "5 jo evidence.outsideConfirmation: e > ", "5 jo assignee: mira > ",
            ],
            history.Select(e => $"{e!["revision"]} {e["actor"]} {e["field"]}: {e["from"]} > {e["to"]}"));
        Assert.Equal(history.Count, history.Select(entry => (long)entry!["number"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_history_is_read_part_by_part()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        for (var i = 0; i < 3; i++) await analyst.ChangeAsync(id, $$"""{"assignee":"{{i}}"}""");

        var seen = new List<string>();
        var next = "";
        do
        {
            var part = await service.GetAsync($"/api/v1/alerts/{id}/history?limit=1{next}");
            seen.AddRange(part["items"]!.AsArray().Select(entry => (string)entry!["to"]!));
            next = part["nextCursor"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        Assert.Equal(["0", "1", "2"], seen);
    }

    [Theory]
    [InlineData("""{}""", "nothing-to-change #")]
    [InlineData("""{"status":null,"tags":null}""", "nothing-to-change #")]
    [InlineData("""{"status":"closed"}""", "closing-reason-missing #/closingReason")]
    [InlineData("""{"closingReason":"other"}""", "not-closing #/closingReason")]
    [InlineData("""{"status":"open","closingReason":"other"}""", "not-closing #/closingReason")]
    [InlineData(
        """{"status":"closed","closingReason":"false-positive"}""",
        "evidence-missing #/evidence/accessTuple", "evidence-missing #/evidence/identity",
        "evidence-missing #/evidence/launchAndSession", "evidence-missing #/evidence/followOn",
        "evidence-missing #/evidence/outsideConfirmation")]
    [InlineData(
        """
        {"status":"closed","closingReason":"benign-positive",
        "evidence":{"accessTuple":" ","identity":"b","launchAndSession":"c","followOn":null,"outsideConfirmation":"e"}}
        """,
        "evidence-missing #/evidence/accessTuple", "evidence-missing #/evidence/followOn")]
    [InlineData("""{"status":"closed","closingReason":"duplicate"}""", "original-missing #/duplicateOf")]
    [InlineData(
        """{"status":"closed","closingReason":"duplicate","duplicateOf":"0"}""", "unknown-original #/duplicateOf")]
    [InlineData("""{"assignee":" "}""", "blank #/assignee")]
    [InlineData("""{"assignee":"a\u0007"}""", "unprintable #/assignee")]
    [InlineData("""{"assignee":"a\u202eb"}""", "unprintable #/assignee")]
    [InlineData("""{"assignee":"a\nb"}""", "unprintable #/assignee")]
    [InlineData("""{"tags":["a","b,c"]}""", "comma #/tags/1")]
    [InlineData("""{"addTags":["a",""]}""", "blank #/addTags/1")]
    [InlineData("""{"removeTags":[null]}""", "blank #/removeTags/0")]
    [InlineData("""{"tags":["a"],"addTags":["b"]}""", "tags-twice #/tags")]
    [InlineData(
        """{"status":"closed","closingReason":"false-positive","evidence":{"identity":"\u0000"}}""",
        "unprintable #/evidence/identity")]
    public async Task What_is_not_allowed_is_refused_with_its_place(string change, params string[] faults)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal(faults, await Analyst.FaultsAsync(await analyst.PatchAsync(id, change)));
        Assert.Equal(1, (int)(await analyst.AlertAsync(id))["occurrenceCount"]!);
        Assert.Empty(await analyst.ItemsAsync($"{id}/history"));
    }

    [Theory]
    [InlineData("assignee", 128)]
    [InlineData("duplicateOf", 64)]
    public async Task Texts_are_bounded(string member, int lengthMax)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Contains(
            $"too-long #/{member}",
            await Analyst.FaultsAsync(await analyst.PatchAsync(
                id, $$"""{"{{member}}":"{{new string('x', lengthMax + 1)}}"}""")));
    }

    [Theory]
    [InlineData("acknowledged")]
    [InlineData("in-progress")]
    public async Task A_closed_alert_is_opened_first(string status)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        await analyst.ChangeAsync(id, Analyst.Closing);

        Assert.Equal(
            ["transition-refused #/status"],
            await Analyst.FaultsAsync(await analyst.PatchAsync(id, $$"""{"status":"{{status}}"}""")));
    }

    [Fact]
    public async Task A_duplicate_names_an_alert_that_is_none_itself()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var (one, other) = (await analyst.RaiseAsync(1), await analyst.RaiseAsync(2));
        string DuplicateOf(string id) =>
            $$"""{"status":"closed","closingReason":"duplicate","duplicateOf":"{{id.ToUpperInvariant()}}"}""";

        Assert.Equal(
            ["duplicate-of-itself #/duplicateOf"],
            await Analyst.FaultsAsync(await analyst.PatchAsync(one, DuplicateOf(one))));
        Assert.Equal(other, (string?)(await analyst.ChangeAsync(one, DuplicateOf(other)))["duplicateOf"]);
        Assert.Equal(
            ["original-is-duplicate #/duplicateOf"],
            await Analyst.FaultsAsync(await analyst.PatchAsync(other, DuplicateOf(one))));
    }

    [Fact]
    public async Task What_changes_nothing_keeps_the_revision()
    {
        await using var service = TestService.StartQuiet();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        var first = await analyst.PatchAsync(id, """{"status":"acknowledged","tags":["a"]}""", "\"1\"");
        var again = await analyst.PatchAsync(id, """{"status":"acknowledged","addTags":["A "]}""", "\"2\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (first.StatusCode, first.Headers.ETag?.Tag));
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (again.StatusCode, again.Headers.ETag?.Tag));
        Assert.Equal(2, (await analyst.ItemsAsync($"{id}/history")).Count);
    }

    [Fact]
    public async Task A_change_says_of_what_state_it_is_one_and_of_which_alert()
    {
        await using var service = TestService.StartQuiet();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal(428, (int)(await analyst.PatchAsync(id, Analyst.Closing, ifMatch: null)).StatusCode);
        Assert.Equal(412, (int)(await analyst.PatchAsync(id, Analyst.Closing, "\"2\"")).StatusCode);
        Assert.Equal(404, (int)(await analyst.PatchAsync("none", Analyst.Closing)).StatusCode);
        Assert.Equal(400, (int)(await analyst.PatchAsync(id, """{"state":"closed"}""")).StatusCode);
        Assert.Equal(400, (int)(await analyst.PatchAsync(id, """{"status":"done"}""")).StatusCode);
        Assert.Equal(404, (int)(await service.Client.GetAsync("/api/v1/alerts/none/history")).StatusCode);
        Assert.Equal("open", (string?)(await analyst.AlertAsync(id))["status"]);
    }

    [Fact]
    public async Task Of_two_analysts_who_change_the_same_state_one_is_told_to_read_again()
    {
        await using var service = TestService.StartQuiet();
        var id = await new Analyst(service).RaiseAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            new Analyst(service, $"{number}").PatchAsync(id, $$"""{"assignee":"{{number}}"}""", "\"1\"")));

        var statuses = answers.Select(answer => (int)answer.StatusCode).ToList();
        Assert.Equal([200, .. Enumerable.Repeat(412, 7)], statuses.Order());
        var winner = $"{statuses.IndexOf(200)}";
        Assert.Equal(winner, (string?)(await new Analyst(service).AlertAsync(id))["assignee"]);
        var entry = Assert.Single(await new Analyst(service).ItemsAsync($"{id}/history"))!;
        Assert.Equal((winner, winner), ((string?)entry["actor"], (string?)entry["to"]));
    }

    [Fact]
    public async Task What_comes_after_closing_begins_a_new_alert_that_points_back()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var access = new AccessEvent { Record = 1 };
        await service.PostBulkAsync(access.Winlogbeat8);
        var first = (string)(await service.AlertsAsync())[0]!["id"]!;
        await analyst.ChangeAsync(first, Analyst.Closing);
        await service.PostBulkAsync((access with { Record = 2 }).Winlogbeat8);

        var second = Assert.Single(await service.AlertsAsync("&status=open"))!;
        Assert.Equal(first, (string?)(await analyst.AlertAsync((string)second["id"]!))["previousAlertId"]);

        // Opened again, it leaves what happens next to the one that goes on.
        await analyst.ChangeAsync(first, """{"status":"open"}""");
        await service.PostBulkAsync((access with { Record = 3 }).Winlogbeat8);
        Assert.Equal(2, (int)(await analyst.AlertAsync((string)second["id"]!))["occurrenceCount"]!);
        Assert.Equal(1, (int)(await analyst.AlertAsync(first))["occurrenceCount"]!);
    }
}
