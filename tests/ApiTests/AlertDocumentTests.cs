using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DetectionApi.ApiTests;

/// <summary>An alert as programs read it that know Kibana's.</summary>
public sealed partial class AlertDocumentTests
{
    // The lists of the alerts' field maps, as they are published.
    private static readonly HashSet<string> Frame =
    [
        "@timestamp", "kibana.space_ids", "kibana.version", "ecs.version", "event.kind", "event.action",
        "event.original", "tags",
    ];

    private static readonly HashSet<string> OfAlert = Names(
        "kibana.alert.",
        """
        uuid url reason status start end time_range duration.us last_detected instance.id action_group
        previous_action_group severity severity_improving flapping flapping_history maintenance_window_ids
        consecutive_matches pending_recovered_count intended_timestamp case_ids risk_score system_status depth
        building_block_type original_time workflow_status workflow_status_updated_at workflow_user workflow_reason
        workflow_tags workflow_assignee_ids ancestors group.id group.index suppression.terms.field
        suppression.terms.value suppression.start suppression.end suppression.docs_count
        """);

    private static readonly HashSet<string> OfOriginalEvent = Names(
        "kibana.alert.original_event.",
        """
        action agent_id_status category code created dataset duration end hash id ingested kind module original outcome
        provider reason reference risk_score risk_score_norm sequence severity start timezone type url
        """);

    private static readonly HashSet<string> OfRule = Names(
        "kibana.alert.rule.",
        """
        uuid rule_id name description type rule_type_id category consumer producer version revision enabled author
        license from to interval tags references note parameters rule_name_override created_at created_by updated_at
        updated_by execution.uuid execution.timestamp execution.type namespace exceptions_list false_positives immutable
        max_signals meta risk_score_mapping severity_mapping threat throttle timeline_id timeline_title
        timestamp_override indices actions
        """);

    private static readonly HashSet<string> Ecs = Names(
        "",
        """
        message log.level agent.type agent.version data_stream.dataset data_stream.namespace data_stream.type
        event.category event.code event.created event.dataset event.id event.ingested event.module event.outcome
        event.provider event.severity event.type host.hostname host.id host.name host.os.type user.domain user.name
        process.code_signature.exists process.code_signature.subject_name process.code_signature.trusted
        process.command_line process.entity_id process.executable process.hash.md5 process.hash.sha1
        process.hash.sha256 process.name process.parent.command_line process.parent.entity_id process.parent.executable
        process.parent.pid process.pe.company process.pe.description process.pe.file_version process.pe.imphash
        process.pe.original_file_name process.pe.product process.pid process.start process.thread.id
        process.working_directory
        """);

    // Not ECS, but what the rule's own guide highlights.
    private static readonly HashSet<string> Highlighted = Names(
        "winlog.event_data.", "SourceProcessGUID SourceImage TargetProcessGUID TargetImage GrantedAccess CallTrace");

    [Theory]
    [InlineData("winlogbeat-8")]
    [InlineData("winlogbeat-7")]
    [InlineData("elastic-agent")]
    public async Task Every_key_is_one_that_Kibana_knows_and_none_is_without_a_value(string shipper)
    {
        await using var service = TestService.Start();
        var document = await DocumentAsync(service, shipper);
        HashSet<string> known = [.. Frame, .. OfAlert, .. OfOriginalEvent, .. OfRule, .. Ecs, .. Highlighted];

        var unknown = document.Select(member => member.Key).Except(known).ToList();
        var without = document.Where(member => member.Value is null || member.Value.ToJsonString() is "\"\"").ToList();

        Assert.Empty(unknown);
        Assert.Empty(without);
    }

    [Theory]
    [InlineData("winlogbeat-8")]
    [InlineData("winlogbeat-7")]
    [InlineData("elastic-agent")]
    public async Task The_values_are_those_of_the_alert_and_of_its_event_whoever_shipped_it(string shipper)
    {
        await using var service = TestService.Start();
        var document = await DocumentAsync(service, shipper);
        var alert = Assert.Single(await service.AlertsAsync())!;

        AssertValues(
            $$"""
            {
              "@timestamp": "{{alert["createdAt"]}}", "event.kind": "signal", "event.code": "10",
              "kibana.alert.uuid": "{{alert["id"]}}", "kibana.alert.status": "active", "kibana.alert.depth": 1,
              "kibana.alert.severity": "high", "kibana.alert.risk_score": 73,
              "kibana.alert.original_time": "2026-03-02T08:15:30.101Z", "kibana.alert.workflow_status": "open",
              "kibana.alert.original_event.kind": "event", "kibana.alert.original_event.code": "10",
              "kibana.alert.rule.rule_id": "2dd480be-1263-4d9c-8672-172928f6789a", "kibana.alert.rule.version": 316,
              "kibana.alert.rule.type": "eql", "kibana.alert.rule.author": ["Elastic"],
              "kibana.alert.rule.interval": "5m", "kibana.alert.rule.from": "now-9m",
              "host.name": "pc-0815.corp.example", "host.os.type": "windows", "user.domain": "CORP",
              "user.name": "j.doe", "process.executable": "C:\\Users\\Public\\tool.exe", "process.name": "tool.exe",
              "process.pid": 4321, "process.entity_id": "{{alert["source"]!["entityId"]}}",
              "winlog.event_data.TargetImage": "C:\\Windows\\System32\\lsass.exe",
              "winlog.event_data.GrantedAccess": "0x1010", "event.category": "process"
            }
            """,
            document);
        Assert.Equal((string?)alert["reason"], (string?)document["kibana.alert.reason"]);
        var threat = document["kibana.alert.rule.threat"]!.AsArray();
        Assert.Equal("MITRE ATT&CK", (string?)threat[0]!["framework"]);
        Assert.Equal(["TA0005", "TA0002"], threat.Select(t => (string?)t!["tactic"]!["id"]));
        Assert.Equal(["T1055", "T1106"], threat.Select(t => (string?)t!["technique"]![0]!["id"]));
        var ancestor = Assert.Single(document["kibana.alert.ancestors"]!.AsArray())!.AsObject();
        Assert.Equal(["depth", "id", "index", "type"], ancestor.Select(member => member.Key));
    }

    [Fact]
    public async Task Times_are_ISO_8601_in_UTC()
    {
        await using var service = TestService.Start();
        var document = await DocumentAsync(service, "winlogbeat-8", folded: true);

        foreach (var name in (string[])
            [
                "@timestamp", "kibana.alert.start", "kibana.alert.last_detected", "kibana.alert.original_time",
                "kibana.alert.suppression.start", "kibana.alert.suppression.end",
            ])
            Assert.Matches(Iso(), (string?)document[name]);
    }

    [Fact]
    public async Task Folded_events_count_as_suppressed_and_one_alone_as_none()
    {
        await using var service = TestService.Start();
        var alone = await DocumentAsync(service, "winlogbeat-8");
        var folded = await DocumentAsync(service, "winlogbeat-8", folded: true);

        Assert.DoesNotContain(alone, member => member.Key.Contains("suppression", StringComparison.Ordinal));
        AssertValues(
            """
            {
              "kibana.alert.suppression.docs_count": 1,
              "kibana.alert.suppression.start": "2026-03-02T08:15:30.101Z",
              "kibana.alert.suppression.end": "2026-03-02T08:16:30.101Z",
              "kibana.alert.suppression.terms.field":
                ["host.name", "process.entity_id", "winlog.event_data.TargetImage"]
            }
            """,
            folded);
    }

    [Fact]
    public async Task What_analysts_decided_has_Kibanas_words()
    {
        await using var service = TestService.Start();
        var open = await DocumentAsync(service, "winlogbeat-8");
        await ChangeAsync(
            service, open, """{"status": "in-progress", "assignee": "m.weber", "tags": ["week-10"]}""");
        var working = await DocumentAsync(service, "winlogbeat-8");
        await ChangeAsync(service, open, """{"status": "closed", "closingReason": "true-positive"}""");
        var closed = await DocumentAsync(service, "winlogbeat-8");

        AssertValues(
            """
            {
              "kibana.alert.workflow_status": "acknowledged", "kibana.alert.workflow_tags": ["week-10"],
              "kibana.alert.workflow_assignee_ids": ["m.weber"]
            }
            """,
            working);
        AssertValues(
            """{ "kibana.alert.workflow_status": "closed", "kibana.alert.workflow_reason": "true_positive" }""",
            closed);
        Assert.DoesNotContain("kibana.alert.workflow_reason", working.Select(member => member.Key));
        Assert.Matches(Iso(), (string?)closed["kibana.alert.workflow_status_updated_at"]);
    }

    [Fact]
    public async Task There_is_no_document_of_an_alert_that_is_not_there()
    {
        await using var service = TestService.Start();
        using var answer = await service.Client.GetAsync("/api/v1/alerts/1/document");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonObject> DocumentAsync(TestService service, string shipper, bool folded = false)
    {
        var access = new AccessEvent();
        await service.PostBulkAsync(Shipped(access, shipper));
        if (folded)
            await service.PostBulkAsync(Shipped(access with { Record = 2, At = access.At.AddMinutes(1) }, shipper));
        var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];
        return (await service.GetAsync($"/api/v1/alerts/{id}/document")).AsObject();
    }

    private static string Shipped(AccessEvent access, string shipper) => shipper switch
    {
        "winlogbeat-7" => access.Winlogbeat7,
        "elastic-agent" => access.ElasticAgent,
        _ => access.Winlogbeat8,
    };

    private static async Task ChangeAsync(TestService service, JsonObject document, string change)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Patch, $"/api/v1/alerts/{document["kibana.alert.uuid"]}")
        {
            Content = JsonContent.Create(JsonNode.Parse(change)),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await TestService.ReadAsync(await service.Client.SendAsync(request));
    }

    private static void AssertValues(string expected, JsonObject document)
    {
        foreach (var (name, value) in JsonNode.Parse(expected)!.AsObject())
        {
            // Elasticsearch knows no difference between one value and a list of one.
            var got = document[name] is JsonArray { Count: 1 } list && value is JsonValue ? list[0] : document[name];
            Assert.True(JsonNode.DeepEquals(value, got), $"{name} is {got?.ToJsonString()}");
        }
    }

    private static HashSet<string> Names(string prefix, string names) =>
        [.. names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(name => prefix + name)];

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Iso();
}
