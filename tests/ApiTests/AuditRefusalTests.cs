using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DetectionApi.Api.Audit;

namespace DetectionApi.ApiTests;

/// <summary>That whoever is refused leaves a line in the audit log, and that nobody can fill it so.</summary>
public sealed partial class AuditRefusalTests
{
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
        await reader.SendAsync("DELETE", "/api/v1/alerts/1/evidence");
        await reader.SendAsync("POST", "/api/v1/exceptions", """{"id":"x"}""", actor: "System");

        var lines = await reader.RefusedAsync(9);

        Assert.Equal(
            [
                "mira ApproveException exception mine 422 refused: own-approval",
                $"mira ChangeRule rule-setting {Some.RuleId} 428 if-match-required",
                $"mira ChangeRule rule-setting {Some.RuleId} 412 changed-meanwhile",
                $"mira ChangeRule rule-setting {Some.RuleId} 400 bad-request: wrong-type",
                "mira ChangeAlert alert none 404 not-found",
                "mira PUT /api/v1/inventory/signers   415 unsupported-media-type",
                "mira DELETE /api/v1/audit   405 method-not-allowed",
                "mira DELETE /api/v1/alerts/1/evidence   405 method-not-allowed",
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
            @" ghost\u202E 127.0.0.1 Bulk 401 security_exception",
            $"{line["actor"]} {line["keyId"]} {line["from"]} {line["operation"]} {line["status"]} {line["reason"]}",
            ignoreCase: true);
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
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 3000; i++) folding.Take(Attempt(at.AddMilliseconds(i), $"{i % 1500}"));

        Assert.Equal(1000, folding.TakeDue(at.AddSeconds(5)).Count);
        Assert.Empty(folding.TakeDue(at.AddSeconds(59)));
        var folded = folding.TakeDue(at.AddSeconds(60));

        Assert.Equal(1001, folded.Count);
        Assert.Equal((AttemptFolding.MoreAttempts, 1000), (folded[^1].Operation, folded[^1].Count));
        Assert.Equal(2000, folded.Sum(line => line.Count));
        Assert.Empty(folding.TakeDue(at.AddSeconds(130)));
    }

    [Fact]
    public void Repeats_are_one_line_at_the_end_of_the_minute_and_name_a_thing_only_if_it_is_one()
    {
        var folding = new AttemptFolding();
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        foreach (var (operation, id) in (IEnumerable<(string, string)>)[
            ("A", "1"), ("A", "1"), ("B", "1"), ("B", "2"), ("B", "2"), ("C", "1")])
            folding.Take(Attempt(at, operation) with { Subject = "alert", SubjectId = id });

        Assert.Equal(["A", "B", "C"], folding.TakeDue(at).Select(line => line.Operation));
        Assert.Equal(
            ["A 1 alert 1", "B 2  "],
            folding.TakeDue(at.AddMinutes(1)).Select(line =>
                $"{line.Operation} {line.Count} {line.Subject} {line.SubjectId}"));
    }

    private static RefusedAttempt Attempt(DateTimeOffset at, string operation) => new(
        at, "nosy", null, "127.0.0.1", "0HN:1", operation, 403, "permission-missing", null, null);

    private static IEnumerable<string> OperationsOf(IEnumerable<JsonNode> lines, int status) => lines
        .Where(line => (int)line["status"]! == status).Select(line => (string)line["operation"]!)
        .Order(StringComparer.Ordinal);

    private static string Filled(string address) => Parameter().Replace(address, "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
