using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>One alert and the events behind it.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task An_alert_looks_alike_in_the_list_and_alone()
    {
        await using var service = TestService.StartQuiet();
        await service.PostBulkAsync(new AccessEvent().Winlogbeat8);

        var listed = Assert.Single(await service.AlertsAsync())!;
        using var response = await service.Client.GetAsync($"/api/v1/alerts/{listed["id"]}");
        var alone = await TestService.ReadAsync(response);

        // Every member, spelt out: a member that is renamed or missing breaks dashboards.
        const string Expected =
            """
            {
              "id": "…", "patternId": "…",
              "rule": {
                "id": "2dd480be-1263-4d9c-8672-172928f6789a", "version": 316,
                "name": "Suspicious Process Access via Direct System Call"
              },
              "severity": "high", "riskScore": 73, "status": "open", "disposition": "raised", "exceptionId": null,
              "assignee": null, "tags": [],
              "host": { "id": "7c1e9a60-3f0d-4e55-9a52-6f0f5f0b1a22", "name": "pc-0815.corp.example" },
              "source": {
                "executable": "C:\\Users\\Public\\tool.exe", "name": "tool.exe", "entityId": "…", "pid": 4321,
                "user": "CORP\\j.doe",
                "signer": { "state": "unknown", "subject": null, "foundBy": null }, "sha256": null
              },
              "target": { "image": "C:\\Windows\\System32\\lsass.exe", "class": "credential" },
              "access": {
                "mask": "0x1010", "rights": ["PROCESS_VM_READ", "PROCESS_QUERY_LIMITED_INFORMATION"],
                "classes": ["query", "memory-read"]
              },
              "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "…" },
              "reason": "…", "occurrenceCount": 1,
              "firstSeenAt": "2026-03-02T08:15:30.101Z", "lastSeenAt": "2026-03-02T08:15:30.101Z",
              "createdAt": "…", "recommendation": null, "closingReason": null, "duplicateOf": null, "legalHold": false,
              "acknowledgedAt": null, "closedAt": null, "reopenedAt": null, "timeToDetectSeconds": "…",
              "timeToAcknowledgeSeconds": null, "timeToCloseSeconds": null
            }
            """;
        var expected = JsonNode.Parse(Expected)!.AsObject();
        JsonAssert.Contains(expected, listed);
        Assert.Equal(expected.Select(member => member.Key), listed.AsObject().Select(member => member.Key));
        foreach (var (name, value) in listed.AsObject()) Assert.True(JsonNode.DeepEquals(value, alone[name]), name);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);

        // What only the detail has.
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "previousAlertId": null, "evidence": null, "firstEventKey": "…",
                  "targetProcess": { "entityId": "…", "pid": 704, "user": "NT AUTHORITY\\SYSTEM" },
                  "frames": [
                    {
                      "kind": "unbacked", "module": null, "offset": null, "address": "000002A40B7F0021", "wow64": false
                    },
                    {
                      "kind": "module", "module": "C:\\Windows\\System32\\KERNELBASE.dll", "offset": "0x2c13e",
                      "address": null,
                      "wow64": false
                    }
                  ]
                }
                """),
            alone);
    }

    [Fact]
    public async Task The_reason_is_one_sentence_that_names_who_opened_whom()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(new AccessEvent().Winlogbeat8);

        var reason = (string?)(await service.AlertsAsync())[0]!["reason"];

        Assert.Matches(@"^On pc-0815\.corp\.example, tool\.exe \(process 4321.*\) opened lsass\.exe", reason);
        Assert.Contains("0x1010", reason, StringComparison.Ordinal);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_occurrence_holds_the_event_byte_for_byte()
    {
        await using var service = TestService.Start();

        // Spelt as no serialiser here would: what a shipper sent must survive as evidence.
        var spelt = new AccessEvent().Winlogbeat8
            .Replace("\"event\":", "\"\\u0065vent\" :  ", StringComparison.Ordinal)
            .Replace("CORP", "\\u0043O\\/RP", StringComparison.Ordinal)
            .Replace(
                "{\"@timestamp\"", "{ \"x\":1.50e+1, \"x\":\"ü\U0001F600<&>'\",\"y\":[ ],\"@timestamp\"",
                StringComparison.Ordinal);
        await service.PostBulkAsync(spelt);

        var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];
        var text = await service.Client.GetStringAsync($"/api/v1/alerts/{id}/occurrences");

        Assert.Contains($"\"document\":{spelt}", text, StringComparison.Ordinal);
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "items": [
                    {
                      "eventKey": "…", "recordId": "1", "at": "2026-03-02T08:15:30.101Z", "receivedAt": "…",
                      "document": {}
                    }
                  ],
                  "nextCursor": null
                }
                """),
            JsonNode.Parse(text.Replace(spelt, "{}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_of_one_behaviour_fold_into_one_alert_in_the_order_of_their_time()
    {
        await using var service = TestService.Start();
        var first = new AccessEvent();
        int[] records = [5, 1, 4, 2, 3];

        await service.PostBulkAsync(
            records.Select(r => (first with { Record = r, At = first.At.AddMinutes(r) }).Winlogbeat8));

        var alert = Assert.Single(await service.AlertsAsync())!;
        Assert.Equal(5, (int)alert["occurrenceCount"]!);
        Assert.Equal("2026-03-02T08:16:30.101Z", (string?)alert["firstSeenAt"]);
        Assert.Equal("2026-03-02T08:20:30.101Z", (string?)alert["lastSeenAt"]);

        foreach (var limit in (int[])[1, 2, 5, 6])
            Assert.Equal(["1", "2", "3", "4", "5"], await OccurrencesAsync(service, (string)alert["id"]!, limit));
    }

    [Fact]
    public async Task Long_events_end_a_page_before_its_limit_and_none_is_left_out()
    {
        await using var service = TestService.Start();
        var first = new AccessEvent();
        var padding = new string('x', 7 * 1024 * 1024);
        foreach (var record in (int[])[1, 2, 3])
        {
            var text = (first with { Record = record, At = first.At.AddMinutes(record) }).Winlogbeat8;
            await service.PostBulkAsync($$"""{"padding":"{{padding}}",{{text[1..]}}""");
        }

        var id = (string)Assert.Single(await service.AlertsAsync())!["id"]!;
        var page = await service.GetAsync($"/api/v1/alerts/{id}/occurrences?limit=1000");

        Assert.Equal(2, page["items"]!.AsArray().Count);
        Assert.NotNull(page["nextCursor"]);
        Assert.Equal(["1", "2", "3"], await OccurrencesAsync(service, id, 1000));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("cursor=x")]
    [InlineData("status=open")]
    public async Task A_list_of_occurrences_refuses_what_it_does_not_know(string query)
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Some.RaisedEvent());
        var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];

        using var response = await service.Client.GetAsync($"/api/v1/alerts/{id}/occurrences?{query}");

        Assert.Equal(400, (int)response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(query.Split('=')[0], (string?)Assert.Single(problem["errors"]!.AsArray())!["parameter"]);
    }

    [Fact]
    public async Task A_change_of_an_alert_changes_its_tag()
    {
        await using var service = TestService.Start();
        var first = new AccessEvent();
        await service.PostBulkAsync(first.Winlogbeat8);
        var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];
        using var before = await service.Client.GetAsync($"/api/v1/alerts/{id}");

        await service.PostBulkAsync((first with { Record = 2 }).Winlogbeat8);
        using var after = await service.Client.GetAsync($"/api/v1/alerts/{id}");

        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task Beyond_the_cap_of_an_interval_alerts_overflow_and_none_is_lost()
    {
        await using var service = TestService.Start();
        var first = new AccessEvent();

        await service.PostBulkAsync(Enumerable.Range(1, 103).Select(n =>
            (first with { Record = n, Pid = n, At = first.At.AddSeconds(n) }).Winlogbeat8));

        Assert.Equal(100, (await service.AlertsAsync()).Count);
        Assert.Equal(3, (await service.AlertsAsync("&disposition=overflow")).Count);
        Assert.Equal(103, (await service.AlertsAsync("&disposition=overflow,raised,excepted")).Count);
    }

    private static async Task<List<string?>> OccurrencesAsync(TestService service, string id, int limit)
    {
        var records = new List<string?>();
        string? cursor = null;
        do
        {
            var part = await service.GetAsync(
                $"/api/v1/alerts/{id}/occurrences?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
            records.AddRange(part["items"]!.AsArray().Select(item => (string?)item!["recordId"]));
            cursor = (string?)part["nextCursor"];
        }
        while (cursor is not null && records.Count < 100);

        return records;
    }
}
