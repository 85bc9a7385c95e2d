using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DetectionApi.Api.Audit;

namespace DetectionApi.ApiTests;

/// <summary>That whoever is refused leaves a line in the audit log, and that nobody can fill it so.</summary>
public sealed partial class AuditRefusalTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_route_that_changes_something_notes_who_was_refused()
    {
        await using var service = TestService.StartOnSocket();
        var admin = new AuditReader(service);
        await admin.AddKeyAsync("root", "admin");
        var (id, credential) = await admin.AddKeyAsync("nosy", "read");
        var nosy = new AuditReader(service) { Credential = credential };
        var nobody = new AuditReader(service);
        foreach (var (_, method, address) in admin.ChangingRoutes)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await nosy.SendAsync(method, Filled(address), "{}")).StatusCode);
            Assert.Equal(
                HttpStatusCode.Unauthorized, (await nobody.SendAsync(method, Filled(address), "{}")).StatusCode);
        }

        var names = admin.ChangingRoutes.Select(route => route.Name).Order(StringComparer.Ordinal).ToList();
        var lines = await admin.RefusedAsync(2 * names.Count);
        Assert.Equal(2 * names.Count, lines.Count);
        Assert.Equal(names, OperationsOf(lines, 403));
        Assert.Equal(names, OperationsOf(lines, 401));
        Assert.All(lines, line => Assert.Equal(
            (int)line["status"]! == 403
                ? $"nosy {id} 127.0.0.1 refused permission-missing"
                : "  127.0.0.1 refused key-required",
            $"{line["actor"]} {line["keyId"]} {line["from"]} {line["outcome"]} {line["reason"]}"));
        Assert.All(lines, line => Assert.Matches("^[0-9A-Z]+:[0-9A-F]{8}$", (string?)line["requestId"]));
        Assert.All(lines, line => Assert.Null(line["before"] ?? line["after"]));
    }

    [Fact]
    public async Task What_is_wrong_with_a_change_is_noted_with_what_it_was_about()
    {
        await using var service = TestService.StartOnSocket();
        var reader = new AuditReader(service);
        await new ExceptionDesk(service, "mira").BringAsync("pending", "mine");
        await reader.SendAsync("POST", "/api/v1/exceptions/mine/approve", "{}");
        await reader.SendAsync("PATCH", $"/api/v1/rules/{Some.RuleId}", """{"enabled":false}""", ifMatch: null);
        await reader.SendAsync("PATCH", $"/api/v1/rules/{Some.RuleId}", """{"enabled":false}""", ifMatch: "\"77\"");
        await reader.SendAsync("PATCH", $"/api/v1/rules/{Some.RuleId}", """{"enabled":7}""");
        await reader.SendAsync("PATCH", "/api/v1/alerts/none", """{"assignee":"jo"}""");
        await reader.SendAsync("PUT", "/api/v1/inventory/signers", "x", type: "text/plain");
        await reader.SendAsync("DELETE", "/api/v1/audit");
        await reader.SendAsync("POST", "/api/v1/exceptions", """{"id":"x"}""", actor: "System");

        var lines = await reader.RefusedAsync(8);

        Assert.Equal(
            [
                "mira ApproveException exception mine 422 refused: own-approval",
                $"mira ChangeRule rule-setting {Some.RuleId} 428 if-match-required",
                $"mira ChangeRule rule-setting {Some.RuleId} 412 changed-meanwhile",
                $"mira ChangeRule rule-setting {Some.RuleId} 400 bad-request: wrong-type",
                "mira ChangeAlert alert none 404 not-found",
                "mira PUT /api/v1/inventory/signers   415 unsupported-media-type",
                "mira DELETE /api/v1/audit   405 method-not-allowed",
                " CreateException   400 bad-request: actor-reserved",
            ],
            lines.Select(line => $"{line["actor"]} {line["operation"]} {line["subject"]} {line["subjectId"]} "
                + $"{line["status"]} {line["reason"]}"));
    }

    [Fact]
    public async Task Who_only_looks_or_sends_events_in_vain_leaves_no_line()
    {
        await using var service = TestService.StartOnSocket();
        var reader = new AuditReader(service);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.SendAsync("GET", "/api/v1/alerts/none")).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await reader.SendAsync("GET", "/api/v1/audit?nothing=1")).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await reader.SendAsync("POST", "/api/v1/exceptions/preview", "x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.SendAsync("POST", "/_bulk", "x")).StatusCode);
        await reader.SendAsync("POST", "/api/v1/events", "x", type: "application/octet-stream");

        // What comes later is there when this is.
        await reader.SendAsync("PATCH", "/api/v1/alerts/none", "{}");
        Assert.Equal("ChangeAlert", (string?)(await reader.RefusedAsync(1)).Single()["operation"]);
    }

    [Fact]
    public async Task Shippers_without_a_key_are_noted_under_the_name_of_what_they_asked_for()
    {
        await using var service = TestService.StartOnSocket();
        var admin = new AuditReader(service);
        await admin.AddKeyAsync("root", "admin");
        var nobody = new AuditReader(service)
        {
            Credential = new("ApiKey", Convert.ToBase64String("ghost\u202e:wrong"u8.ToArray())),
        };
        await nobody.SendAsync("POST", "/_bulk", "x");

        var line = (await admin.RefusedAsync(1)).Single();

        Assert.Equal(
            "  127.0.0.1 Bulk 401 key-refused",
            $"{line["actor"]} {line["keyId"]} {line["from"]} {line["operation"]} {line["status"]} {line["reason"]}");
    }

    [Fact]
    public async Task What_is_tried_again_and_again_is_counted_and_all_of_it_is_there_after_the_stop()
    {
        using var directory = new Support.TestDirectory();
        const int Attempts = 150;
        await using (var service = TestService.StartOn(directory))
        {
            var reader = new AuditReader(service);
            await Parallel.ForAsync(0, Attempts, async (_, _) =>
                await reader.SendAsync("PATCH", "/api/v1/alerts/none", "{}"));
        }

        await using var again = TestService.StartOn(directory);
        var lines = await new AuditReader(again).LinesAsync("&outcome=refused");
        Assert.InRange(lines.Count, 2, 6);
        Assert.Equal(Attempts, lines.Sum(line => (int)line["count"]!));
    }

    [Fact]
    public void Kinds_past_a_thousand_in_a_minute_are_counted_together()
    {
        var folding = new AttemptFolding();
        for (var i = 0; i < 3000; i++)
            folding.Take(Attempt($"{i % 1500}") with { At = Start.AddMilliseconds(i), KeyId = $"key {i % 10}" });

        Assert.Equal(1000, folding.TakeDue(Start.AddSeconds(5)).Count);
        Assert.Empty(folding.TakeDue(Start.AddSeconds(59)));
        var folded = folding.TakeDue(Start.AddSeconds(60));

        Assert.Equal(1001, folded.Count);
        Assert.Equal((AttemptFolding.MoreAttempts, 1000), (folded[^1].Operation, folded[^1].Count));
        Assert.Equal(2000, folded.Sum(line => line.Count));
        Assert.Empty(folding.TakeDue(Start.AddSeconds(130)));
    }

    [Fact]
    public void A_stranger_who_tries_everything_leaves_the_lines_of_others_as_they_are()
    {
        var folding = new AttemptFolding();
        for (var i = 0; i < 3000; i++)
            folding.Take(Stranger("203.0.113.9") with { Operation = $"GET /{i}", KnownOperation = $"{i}" });
        folding.Take(Stranger("198.51.100.7"));
        folding.Take(Attempt("ApproveException"));

        var lines = folding.TakeDue(Start);
        Assert.Equal(200, lines.Count(line => line.From == "203.0.113.9"));
        Assert.Equal(["198.51.100.7 GET /secret", "127.0.0.1 ApproveException"],
            lines.TakeLast(2).Select(line => $"{line.From} {line.Operation}"));
        Assert.Equal(
            "203.0.113.9 more-refused-attempts too-many-kinds 2800",
            folding.TakeDue(Start.AddMinutes(1)).Select(line =>
                $"{line.From} {line.Operation} {line.Reason} {line.Count}").Single());
    }

    [Fact]
    public void What_a_stranger_chooses_makes_no_kind_and_what_differs_is_not_said()
    {
        var folding = new AttemptFolding();
        for (var i = 0; i < 9; i++)
            folding.Take(Stranger($"2001:db8::{i}") with
            {
                Group = "2001:db8::/64",
                Operation = $"GET /{i}",
                Subject = "alert",
                SubjectId = $"{i}",
            });
        for (var i = 0; i < 5; i++)
            folding.Take(Stranger("203.0.113.9") with { Status = 429, KeyId = $"{i}", KnownOperation = $"Op{i}" });

        Assert.Equal(2, folding.TakeDue(Start).Count);
        Assert.Equal(
            ["2001:db8::/64 no-such-address 8   ", "203.0.113.9 GET /secret 4   "],
            folding.TakeDue(Start.AddMinutes(1)).Select(line =>
                $"{line.From} {line.Operation} {line.Count} {line.KeyId} {line.Subject} {line.SubjectId}"));
    }

    [Fact]
    public void Repeats_are_one_line_at_the_end_of_the_minute_if_they_are_about_one_thing_for_one_reason()
    {
        var folding = new AttemptFolding();
        foreach (var (id, reason) in (IEnumerable<(string, string)>)[
            ("1", "x"), ("1", "x"), ("2", "x"), ("1", "y"), ("2", "x"), ("2", "x")])
            folding.Take(Attempt("A") with { Subject = "alert", SubjectId = id, Reason = reason });

        Assert.Equal(["1 x", "2 x", "1 y"], folding.TakeDue(Start).Select(line => $"{line.SubjectId} {line.Reason}"));
        Assert.Equal(
            ["A 1 alert 1 x", "A 2 alert 2 x"],
            folding.TakeDue(Start.AddMinutes(1)).Select(line =>
                $"{line.Operation} {line.Count} {line.Subject} {line.SubjectId} {line.Reason}"));
    }

    [Fact]
    public async Task What_is_refused_of_a_request_that_is_carried_out_leaves_a_line_with_its_count()
    {
        await using var service = TestService.StartOnSocket();
        var admin = new AuditReader(service);
        var (id, _) = await admin.AddKeyAsync("root", "admin");
        var tried = await admin.SendAsync(
            "POST", "/api/v1/alerts/actions", """{"ids":["a","b"],"change":{"assignee":"jo"}}""");
        Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        await admin.SendAsync("PUT", "/api/v1/inventory/signers", """[{"sha256":"x","subject":"y"}]""");

        var lines = await admin.RefusedAsync(2, $"&keyId={id}&address=127.0.0.1");

        Assert.Equal(
            ["root ChangeAlerts 200 parts-refused: not-found 2", "root PutSigners 200 parts-refused: 1"],
            lines.Select(line => $"{line["actor"]} {line["operation"]} {line["status"]} "
                + $"{(line["count"]!.GetValue<int>() == 1 ? "parts-refused:" : line["reason"])} {line["count"]}"));
        Assert.Empty(await admin.LinesAsync("&address=127.0.0.2"));
        Assert.Empty(await admin.LinesAsync("&keyId=none"));
    }

    [Fact]
    public async Task Events_of_hosts_that_a_key_may_not_speak_for_leave_one_line_per_request()
    {
        await using var service = TestService.StartOnSocket();
        var admin = new AuditReader(service);
        await admin.AddKeyAsync("root", "admin");
        var made = await TestService.ReadAsync(await admin.SendAsync(
            "POST", "/api/v1/keys", """{"name":"s","owner":"ship","roles":["ingest"],"hosts":["srv-1"]}"""));
        var shipper = new AuditReader(service) { Credential = new("ApiKey", (string)made["encoded"]!) };
        const string Event =
            """
            {"@timestamp":"2026-03-02T08:15:30.101Z","host":{"name":"pc-9"},"event":{"code":"10"},"winlog":{}}
            """;
        await shipper.SendAsync("POST", "/api/v1/events", $"{Event}\n{Event}");

        var line = (await admin.RefusedAsync(1)).Single();

        Assert.Equal(
            $"ship {made["key"]!["id"]} PostEvents 200 host-not-allowed 2",
            $"{line["actor"]} {line["keyId"]} {line["operation"]} {line["status"]} {line["reason"]} {line["count"]}");
    }

    private static RefusedAttempt Attempt(string operation) => new(
        Start, true, "nosy", null, "127.0.0.1", "127.0.0.1", "0HN:1", operation, operation, 403, "permission-missing",
        null, null);

    private static RefusedAttempt Stranger(string from) => new(
        Start, false, null, null, from, from, "0HN:1", "GET /secret", RefusedAttempt.NoSuchAddress, 401,
        "key-required", null, null);

    private static IEnumerable<string> OperationsOf(IEnumerable<JsonNode> lines, int status) => lines
        .Where(line => (int)line["status"]! == status).Select(line => (string)line["operation"]!)
        .Order(StringComparer.Ordinal);

    private static string Filled(string address) => Parameter().Replace(address, "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
