namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of suggestions and previews.</summary>
internal static class PreviewExamples
{
    private const string FirstAt = "2026-03-02T07:31:30.000Z";
    private const string LastAt = "2026-03-02T07:57:10.000Z";

    private const string Reason =
        "Seen 30 times in 3 alerts from 2026-03-02T07:31:30Z to 2026-03-02T07:57:10Z. Say here why that is harmless.";

    private const string Suggested = $$"""
        {
          "name": "svchost.exe to lsass.exe, unbacked",
          "reason": "{{Reason}}",
          {{ExampleItem.Terms}}, "evidence": [], "expiresInDays": 30
        }
        """;

    private const string Sample = $$"""
        {
          "id": "08a40e2d016279f1bd7869b1d40c8402", "patternId": "{{ExampleItem.Pattern}}",
          "rule": {
            "id": "{{ExampleItem.Rule}}", "version": 316, "name": "Suspicious Process Access via Direct System Call"
          },
          "severity": "high", "riskScore": 73, "status": "open", "disposition": "raised", "exceptionId": null,
          "assignee": null, "tags": [],
          "host": { "id": "0b7e2f10-5d1c-4f0e-8a63-1f5c2d9e7a01", "name": "term-01.contoso.example" },
          "source": {
            "executable": "C:\\Windows\\System32\\svchost.exe", "name": "svchost.exe",
            "entityId": "{d8463bd3-0a11-69a5-cb01-00000020d700}", "pid": 900, "user": "NT AUTHORITY\\SYSTEM",
            "signer": { "state": "trusted", "subject": "{{ExampleItem.Signer}}", "foundBy": "own-image" },
            "sha256": "7a0e6a3c5c4b2e1f9d8c7b6a5f4e3d2c1b0a99887766554433221100ffeeddcc"
          },
          "target": { "image": "C:\\Windows\\System32\\lsass.exe", "class": "credential" },
          "access": {
            "mask": "0x1430",
            "rights": [
              "PROCESS_VM_READ", "PROCESS_VM_WRITE", "PROCESS_QUERY_INFORMATION", "PROCESS_QUERY_LIMITED_INFORMATION"
            ],
            "classes": ["query", "memory-read", "memory-write"]
          },
          "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "{{ExampleItem.Shape}}" },
          "reason": "On term-01.contoso.example, svchost.exe (process 900) opened lsass.exe …",
          "occurrenceCount": 12, "firstSeenAt": "{{FirstAt}}", "lastSeenAt": "{{LastAt}}",
          "createdAt": "2026-03-02T08:03:41.134Z", "recommendation": "escalate", "closingReason": null,
          "duplicateOf": null, "legalHold": false, "acknowledgedAt": null, "closedAt": null, "reopenedAt": null,
          "timeToDetectSeconds": 1931.134, "timeToAcknowledgeSeconds": null, "timeToCloseSeconds": null
        }
        """;

    public const string SuggestionOf = $$"""{ "patternId": "{{ExampleItem.Pattern}}" }""";

    public const string Item = $$"""
        { {{ExampleItem.Terms}}, "evidence": [], "expiresInDays": 30 }
        """;

    public const string Preview = $$"""
        {
          "hidden": {
            "occurrences": 30, "alerts": 3, "openAlerts": 3, "hosts": 3, "users": 1,
            "firstAt": "{{FirstAt}}", "lastAt": "{{LastAt}}",
            "byDay": [{ "day": "2026-03-02", "occurrences": 30, "alerts": 3 }],
            "byDisposition": [
              { "disposition": "raised", "occurrences": 30, "alerts": 3 },
              { "disposition": "excepted", "occurrences": 0, "alerts": 0 },
              { "disposition": "overflow", "occurrences": 0, "alerts": 0 }
            ],
            "samples": [{{Sample}}]
          },
          "nearest": [
            {
              "alertId": "7477a0be58d93e11ae14edd69af82be8", "eventKey": "c3fbd5ec94487dbd3c455fe0d71896d6",
              "at": "2026-03-02T08:03:00.000Z",
              "failing": [
                {
                  "term": "executable", "wanted": "c:\\windows\\system32\\svchost.exe",
                  "found": "C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe", "holds": false
                },
                {
                  "term": "shape", "wanted": "{{ExampleItem.Shape}}", "found": "unbacked ?>ntdll.dll", "holds": false
                },
                { "term": "signer", "wanted": "{{ExampleItem.Signer}}, verified", "found": null, "holds": false }
              ]
            }
          ],
          "canaries": [], "truePositives": [], "assigned": [], "refusals": [],
          {{ExampleItem.Breadth}},
          "needsApproval": true, "scannedAlerts": 7
        }
        """;

    public const string Suggestion = $$"""
        {
          "item": {{Suggested}},
          "terms": [
            {
              "term": "access-classes", "value": "query, memory-read, memory-write",
              "because": "That is all that was ever granted.", "leftOut": false
            },
            {
              "term": "shape", "value": "{{ExampleItem.Shape}}",
              "because": "The whole call trace is the same every time, but for its addresses.", "leftOut": false
            },
            {
              "term": "signer", "value": "{{ExampleItem.Signer}}",
              "because": "Every file carries this signature, and it verified on the host itself or by the inventory.",
              "leftOut": false
            },
            {
              "term": "sha256", "value": "",
              "because": "The signer names the program through its updates; a hash would not.", "leftOut": true
            }
          ],
          "covers": { "occurrences": 30, "alerts": 3 },
          "preview": {{Preview}},
          "narrower": []
        }
        """;

    public const string Suggestions = $$"""
        {
          "items": [
            {
              "patternId": "{{ExampleItem.Pattern}}",
              "source": "c:\\windows\\system32\\svchost.exe", "target": "c:\\windows\\system32\\lsass.exe",
              "accessClasses": ["query", "memory-read", "memory-write"], "firstFrame": "unbacked",
              "shape": "{{ExampleItem.Shape}}", "occurrences": 30, "alerts": 3, "hosts": 3, "users": 1,
              "firstAt": "{{FirstAt}}", "lastAt": "{{LastAt}}", "danger": [{ "kind": "escalate", "alerts": 3 }],
              "item": {{Suggested}},
              "reasons": [], {{ExampleItem.Breadth}}, "needsApproval": true, "refusals": []
            }
          ],
          "nextCursor": null
        }
        """;
}
