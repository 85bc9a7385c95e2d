namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of exception items.</summary>
internal static class ExceptionExamples
{
    // Words and evidence of the item when it is new, and after somebody thought again.
    private const string Words = """
        "name": "svchost.exe to lsass.exe on the terminal servers",
        "reason": "Session monitoring hooks lsm.dll on the terminal servers, as its maker documents.",
        "owner": "terminal server team"
        """;

    private const string Evidence =
        """{ "kind": "vendor", "reference": "https://support.contoso.example/articles/2208" }""";

    private const string Description =
        "Rolled out to term-01, term-02 and term-03 with the change. Other servers do not have it.";

    private const string FirstContent = $$"""
        {{Words}}, "description": null, {{ExampleItem.Terms}}, "evidence": [{{Evidence}}], "validFrom": null
        """;

    private const string Content = $$"""
        {{Words}}, "description": "{{Description}}", {{ExampleItem.Terms}},
        "evidence": [{{Evidence}}, { "kind": "change", "reference": "CHG-4711" }], "validFrom": null
        """;

    private const string PendingContent = """
        "name": "Contoso print agent reads the memory of the print spooler", "description": null,
        "reason": "It watches the spooler for crashes, on every computer.", "owner": "print team", "rules": [],
        "source": {
          "signer": null, "executable": "C:\\Program Files\\Contoso\\Print Agent\\agent.exe", "sha256": null,
          "parentExecutable": null
        },
        "target": { "image": "C:\\Windows\\System32\\spoolsv.exe" },
        "access": { "classes": ["query", "memory-read"] },
        "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": null },
        "scope": { "allHosts": true, "hosts": [], "users": [] },
        "evidence": [{ "kind": "vendor", "reference": "https://support.contoso.example/articles/4711" }],
        "validFrom": null
        """;

    private const string PendingBreadth = """
        "breadth": {
          "score": 61,
          "factors": [
            {
              "name": "source", "points": 13, "pointsMax": 26,
              "because": "One path: whoever can write there can use it."
            },
            {
              "name": "call-trace", "points": 12, "pointsMax": 14,
              "because": "Any unbacked code, and that is what injected code looks like."
            },
            {
              "name": "hosts", "points": 17, "pointsMax": 17, "because": "All hosts, those that will be added, too."
            }
          ]
        }
        """;

    private const string NothingYet = """
        "counters": {
          "total": 0, "last24Hours": 0, "last7Days": 0, "last30Days": 0, "hosts": 0, "firstMatchAt": null,
          "lastMatchAt": null, "truePositives": 0, "stale": false
        }
        """;

    private const string All = """
        "counters": {
          "total": 30, "last24Hours": 30, "last7Days": 30, "last30Days": 30, "hosts": 3,
          "firstMatchAt": "2026-03-02T07:31:30.000Z", "lastMatchAt": "2026-03-02T07:57:10.000Z",
          "truePositives": 0, "stale": false
        }
        """;

    private const string Affected = """
        {
          "alerts": 3, "occurrences": 30,
          "alertIds": [
            "08a40e2d016279f1bd7869b1d40c8402", "1d2f948f8d567fc009f44bb8cb6174a3", "d2e60ca512f95af823d5962a37f10b1a"
          ]
        }
        """;

    private const string None = """{ "alerts": 0, "occurrences": 0, "alertIds": [] }""";

    public const string New = $$"""
        {
          "id": "{{ExampleItem.Id}}", {{Words}}, {{ExampleItem.Terms}},
          "evidence": [{{Evidence}}], "expiresInDays": 30
        }
        """;

    public const string Better = $$"""
        {
          {{Words}}, "description": "{{Description}}", {{ExampleItem.Terms}},
          "evidence": [{{Evidence}}, { "kind": "change", "reference": "CHG-4711" }], "expiresInDays": 30
        }
        """;

    public static readonly string Item = ItemAs("draft", 1, FirstContent, NothingYet, ExampleItem.Author, "08:10");

    public static readonly string Updated =
        Changed(ItemAs("draft", 2, Content, NothingYet, ExampleItem.Author, "08:12"));

    public static readonly string Submitted =
        Changed(ItemAs("pending", 3, Content, NothingYet, ExampleItem.Author, "08:14"));

    public static readonly string Approved = Changed(InForce, closed: Affected);

    public static readonly string Closed = Changed(InForce, closed: None, isDryRun: true);

    public static readonly string Revoked = Changed(
        ItemAs("revoked", 5, Content, All, ExampleItem.Author, "08:30", wasInForce: true), released: Affected);

    public static readonly string Rejected = Changed(Waiting("draft", 3, ExampleItem.Approver, "08:25"));

    public static readonly string List =
        $$"""{ "items": [ {{Waiting("pending", 2, "k.brandt", "08:05")}} ], "nextCursor": null }""";

    private const string Needed = @"C:\\Windows\\System32\\lsass.exe may hold secrets; give the signer or the hash of "
        + "the program that opens it, not its path alone.";

    public const string Refusal = $$"""
        {
          "type": "urn:detection-api:problem:refused",
          "title": "The request was understood and cannot be carried out.", "status": 422, "detail": "{{Needed}}",
          "errors": [
            {
              "code": "credential-needs-identity", "detail": "{{Needed}}", "pointer": "#/source/signer",
              "parameter": null, "overridable": false
            }
          ]
        }
        """;

    public const string Submission = """{ "comment": "As agreed with the terminal server team." }""";

    public const string Approval = """
        { "comment": "Checked with the change and its maker's article.", "overrides": [], "closeCovered": true }
        """;

    public const string Rejection = """
        { "comment": "Name the hosts that have it, or give its signer: all hosts and a path alone is too much." }
        """;

    public const string Closing = """{ "dryRun": true }""";

    public const string Revocation =
        """{ "comment": "Session monitoring was removed from the terminal servers.", "raise": true }""";

    public const string Matches = """
        {
          "items": [
            {
              "alertId": "08a40e2d016279f1bd7869b1d40c8402", "host": "term-01.contoso.example",
              "eventKey": "92bec22efb54e3f6c457e88060f4e09d", "recordId": "61012",
              "at": "2026-03-02T07:57:10.000Z", "receivedAt": "2026-03-02T08:03:41.134Z",
              "document": {
                "@timestamp": "2026-03-02T07:57:10.003Z", "event": { "code": "10" },
                "winlog": {
                  "computer_name": "term-01.contoso.example", "record_id": 61012,
                  "event_data": {
                    "SourceImage": "C:\\Windows\\System32\\svchost.exe",
                    "TargetImage": "C:\\Windows\\System32\\lsass.exe", "GrantedAccess": "0x1430"
                  }
                }
              }
            }
          ],
          "nextCursor": null
        }
        """;

    public const string History = $$"""
        {
          "items": [
            {
              "version": 4, "action": "approve", "at": "2026-03-02T08:20:00.000Z", "actor": "{{ExampleItem.Approver}}",
              "status": "active", "changes": [{ "field": "status", "from": "pending", "to": "active" }],
              "comment": "Checked with the change and its maker's article.",
              "item": { "id": "{{ExampleItem.Id}}", {{Content}}, "expiresAt": "2026-04-01T08:12:00.000Z" }
            }
          ],
          "nextCursor": null
        }
        """;

    private const string Text = "Still there after the update of session monitoring to 7.2.";

    public const string NewComment = $$"""{ "text": "{{Text}}" }""";

    public const string Comment = $$"""
        { "id": 1, "at": "2026-03-02T08:22:00.000Z", "actor": "{{ExampleItem.Approver}}", "text": "{{Text}}" }
        """;

    public const string Comments = $$"""{ "items": [ {{Comment}} ], "nextCursor": null }""";

    private static string InForce =>
        ItemAs("active", 4, Content, All, ExampleItem.Approver, "08:20", wasInForce: true);

    private static string Waiting(string status, int version, string by, string at) => ItemAs(
        status, version, PendingContent, NothingYet, by, at, ExampleItem.Pending, PendingBreadth, "k.brandt");

    private static string ItemAs(
        string status, int version, string content, string counters, string by, string at,
        string id = ExampleItem.Id, string breadth = ExampleItem.Breadth, string author = ExampleItem.Author,
        bool wasInForce = false) => $$"""
        {
          "id": "{{id}}", "status": "{{status}}", "version": {{version}}, {{content}},
          "expiresAt": "2026-04-01T08:10:00.000Z", "daysLeft": {{(status == "revoked" ? 0 : 30)}},
          "overrides": [], "replaces": null, {{breadth}}, {{counters}}, "needsApproval": true,
          "authors": ["{{author}}"], "createdAt": "{{Time(id == ExampleItem.Id ? "08:10" : "08:04")}}",
          "createdBy": "{{author}}", "changedAt": "{{Time(at)}}", "changedBy": "{{by}}",
          "activatedAt": {{(wasInForce ? $"\"{Time("08:20")}\"" : "null")}},
          "approvedBy": {{(wasInForce ? $"\"{ExampleItem.Approver}\"" : "null")}}, "overridden": [],
          "revokedAt": {{(status == "revoked" ? $"\"{Time(at)}\"" : "null")}}, "warnedDays": null
        }
        """;

    private static string Changed(
        string item, string closed = "null", string released = "null", bool isDryRun = false) => $$"""
        {
          "dryRun": {{(isDryRun ? "true" : "false")}}, "closed": {{closed}}, "released": {{released}}, "item": {{item}}
        }
        """;

    private static string Time(string hour) => $"2026-03-02T{hour}:00.000Z";
}
