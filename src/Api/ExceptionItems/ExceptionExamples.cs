namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of exception items.</summary>
internal static class ExceptionExamples
{
    // What an item says, without its id.
    private const string Content = """
        "name": "Contoso agent reads the memory of the print spooler",
        "description": "Unhooked by design: its maker documents that it calls the kernel directly.",
        "reason": "Watches the spooler for crashes, on the two print servers.",
        "owner": "print team",
        "rules": ["2dd480be-1263-4d9c-8672-172928f6789a"],
        "source": {
          "signer": null, "executable": "C:\\Program Files\\Contoso\\Agent\\agent.exe", "sha256": null,
          "parentExecutable": null
        },
        "target": { "image": "C:\\Windows\\System32\\spoolsv.exe" },
        "access": { "classes": ["query", "memory-read"] },
        "callTrace": {
          "firstFrame": { "kind": "unbacked", "module": null },
          "shape": null
        },
        "scope": {
          "allHosts": false, "hosts": ["print-01.example.org", "print-02.example.org"], "users": []
        },
        "evidence": [{ "kind": "vendor", "reference": "https://support.example.org/articles/4711" }],
        "validFrom": null
        """;

    private const string Breadth = """
        "breadth": {
          "score": 4,
          "factors": [{ "name": "hosts", "points": 4, "pointsMax": 17, "because": "2 hosts." }]
        }
        """;

    private const string Record = """
        "authors": ["m.weber"], "createdAt": "2026-03-02T09:00:00.000Z", "createdBy": "m.weber",
        "changedAt": "2026-03-02T09:05:00.000Z", "changedBy": "m.weber", "activatedAt": "2026-03-02T09:05:00.000Z",
        "approvedBy": null, "overridden": [], "revokedAt": null, "warnedDays": null
        """;

    public const string New = $$"""
        {
          "id": "{{ExampleItem.Id}}", "name": "svchost.exe to lsass.exe on the terminal servers",
          "reason": "Session monitoring hooks lsm.dll on the terminal servers, as its maker documents.",
          "owner": "terminal server team",
          {{ExampleItem.Terms}},
          "evidence": [{ "kind": "vendor", "reference": "https://support.contoso.example/articles/2208" }],
          "expiresInDays": 30
        }
        """;

    public const string Better = $$"""
        {
          "name": "svchost.exe to lsass.exe on the terminal servers",
          "description": "Rolled out to term-01, term-02 and term-03 with the change. Other servers do not have it.",
          "reason": "Session monitoring hooks lsm.dll on the terminal servers, as its maker documents.",
          "owner": "terminal server team",
          {{ExampleItem.Terms}},
          "evidence": [
            { "kind": "vendor", "reference": "https://support.contoso.example/articles/2208" },
            { "kind": "change", "reference": "CHG-4711" }
          ],
          "expiresInDays": 30
        }
        """;

    public const string Item = $$"""
        {
          "id": "contoso-agent", "status": "active", "version": 2,
          {{Content}}, "expiresAt": "2026-04-01T09:00:00.000Z", "daysLeft": 30, "overrides": [], "replaces": null,
          {{Breadth}},
          "counters": {
            "total": 212, "last24Hours": 9, "last7Days": 61, "last30Days": 212, "hosts": 2,
            "firstMatchAt": "2026-03-02T09:11:00.200Z", "lastMatchAt": "2026-03-20T07:45:10.000Z", "stale": false
          },
          "needsApproval": false,
          {{Record}}
        }
        """;

    public const string List = $$"""{ "items": [ {{Item}} ], "nextCursor": null }""";

    public const string Changed = $$"""
        {
          "dryRun": false,
          "item": {{Item}},
          "closed": { "alerts": 1, "occurrences": 12, "alertIds": ["5b0e8d2c4f7a49e1a6c3d9b8e7f60123"] },
          "released": null
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

    public const string Updated = Changed, Submitted = Changed, Approved = Changed, Rejected = Changed, Closed = Changed, Revoked = Changed;

    public const string Matches = """
        {
          "items": [
            {
              "alertId": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123", "host": "print-01.example.org",
              "eventKey": "9a1f3c5e7b2d4f6081a3c5e7f9b1d3f5", "recordId": "238374",
              "at": "2026-03-20T07:45:10.000Z", "receivedAt": "2026-03-20T07:45:12.250Z",
              "document": { "event": { "code": "10" } }
            }
          ],
          "nextCursor": null
        }
        """;

    public const string History = $$"""
        {
          "items": [
            {
              "version": 2, "action": "submit", "at": "2026-03-02T09:05:00.000Z", "actor": "m.weber",
              "status": "active", "changes": [{ "field": "status", "from": "draft", "to": "active" }],
              "comment": "As agreed with the print team.",
              "item": { "id": "contoso-agent", {{Content}}, "expiresAt": "2026-04-01T09:00:00.000Z" }
            }
          ],
          "nextCursor": null
        }
        """;

    private const string CommentMembers = """
        "id": 3, "at": "2026-03-05T10:00:00.000Z", "actor": "j.doe",
        "text": "Still there after the update of the session monitoring to 7.2."
        """;

    public const string NewComment = """{ "text": "Still there after the update of the session monitoring to 7.2." }""";

    public const string Comment = $$"""{ {{CommentMembers}} }""";

    public const string Comments = $$"""{ "items": [ {{Comment}} ], "nextCursor": null }""";
}
