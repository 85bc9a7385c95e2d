namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of suggestions, previews and explanations.</summary>
/// <remarks>The requests are about the events of the demonstration, so that they work as they stand after it.</remarks>
internal static class PreviewExamples
{
    private const string Hash = "fc61e2d6106f8e95a6f438050390c1b42e8785e8fa4b8e3c77caa6e5b7de9b25";
    private const string Seen = "2026-03-02T08:02:04Z";
    private const string Rule = "2dd480be-1263-4d9c-8672-172928f6789a";
    private const string Source = @"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE";
    private const string Target = @"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";

    // What an item means.
    private const string Terms = $$"""
        "rules": ["{{Rule}}"],
        "source": {
          "signer": null, "executable": "{{Source}}",
          "sha256": "{{Hash}}", "parentExecutable": "C:\\Windows\\explorer.exe"
        },
        "target": { "image": "{{Target}}" },
        "access": { "classes": ["query", "memory-read"] },
        "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "unbacked ?>ntdll.dll" },
        "scope": { "allHosts": false, "hosts": ["pc-0417.contoso.example"], "users": ["CONTOSO\\m.weber"] },
        "evidence": [], "expiresInDays": 30
        """;

    private const string Suggested = $$"""
        {
          "name": "WINWORD.EXE to chrome.exe, unbacked",
          "reason": "Seen 1 time in 1 alert from {{Seen}} to {{Seen}}. Say here why that is harmless.",
          {{Terms}}
        }
        """;

    private const string Breadth = """
        "breadth": {
          "score": 16,
          "factors": [
            { "name": "source", "points": 0, "pointsMax": 26, "because": "The hash names one file." },
            { "name": "target", "points": 6, "pointsMax": 16, "because": "One path, browser." },
            { "name": "access", "points": 6, "pointsMax": 12, "because": "Allows query, memory-read." },
            { "name": "time", "points": 4, "pointsMax": 6, "because": "Whatever happened before it expires." }
          ]
        }
        """;

    private const string Sample = $$"""
        {
          "id": "c3df5191e2796b080fcdefbcef492c65", "patternId": "{{ExampleItem.Pattern}}",
          "rule": { "id": "{{Rule}}", "version": 316, "name": "Suspicious Process Access via Direct System Call" },
          "severity": "high", "riskScore": 73, "status": "open", "disposition": "raised", "exceptionId": null,
          "assignee": null, "tags": [],
          "host": { "id": "7c1f3a52-90de-4c1b-8f0a-3b6f5f1a2c41", "name": "pc-0417.contoso.example" },
          "source": {
            "executable": "{{Source}}", "name": "WINWORD.EXE", "entityId": "{d8463bd3-770e-69a5-69f3-00000099d300}",
            "pid": 7344, "user": "CONTOSO\\m.weber",
            "signer": { "state": "unknown", "subject": null, "foundBy": null }, "sha256": "{{Hash}}"
          },
          "target": { "image": "{{Target}}", "class": "browser" },
          "access": {
            "mask": "0x1410",
            "rights": ["PROCESS_VM_READ", "PROCESS_QUERY_INFORMATION", "PROCESS_QUERY_LIMITED_INFORMATION"],
            "classes": ["query", "memory-read"]
          },
          "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "unbacked ?>ntdll.dll" },
          "reason": "On pc-0417.contoso.example, WINWORD.EXE (process 7344, CONTOSO\\m.weber) opened chrome.exe …",
          "occurrenceCount": 1, "firstSeenAt": "2026-03-02T08:02:04.500Z", "lastSeenAt": "2026-03-02T08:02:04.500Z",
          "createdAt": "2026-03-02T08:02:06.000Z", "recommendation": "escalate", "closingReason": null,
          "duplicateOf": null, "legalHold": false, "acknowledgedAt": null, "closedAt": null, "reopenedAt": null,
          "timeToDetectSeconds": 1.5, "timeToAcknowledgeSeconds": null, "timeToCloseSeconds": null
        }
        """;

    public const string SuggestionOf = $$"""{ "patternId": "{{ExampleItem.Pattern}}" }""";

    public const string Item = $$"""{ {{ExampleItem.Terms}}, "expiresInDays": 30 }""";

    public const string Preview = $$"""
        {
          "hidden": {
            "occurrences": 1, "alerts": 1, "openAlerts": 1, "hosts": 1, "users": 1,
            "firstAt": "2026-03-02T08:02:04.500Z", "lastAt": "2026-03-02T08:02:04.500Z",
            "byDay": [{ "day": "2026-03-02", "occurrences": 1, "alerts": 1 }],
            "byDisposition": [
              { "disposition": "raised", "occurrences": 1, "alerts": 1 },
              { "disposition": "excepted", "occurrences": 0, "alerts": 0 },
              { "disposition": "overflow", "occurrences": 0, "alerts": 0 }
            ],
            "samples": [{{Sample}}]
          },
          "nearest": [
            {
              "alertId": "244746d647ffbbfff3218aef1a86ece2", "eventKey": "7e931508b02a830fcee019229be70e94",
              "at": "2026-03-02T08:03:02.000Z",
              "failing": [
                {
                  "term": "target", "wanted": "c:\\program files\\google\\chrome\\application\\chrome.exe",
                  "found": "C:\\Windows\\System32\\lsass.exe", "holds": false
                },
                { "term": "sha256", "wanted": "{{Hash}}", "found": null, "holds": false }
              ]
            }
          ],
          "canaries": [], "truePositives": [], "assigned": [], "refusals": [],
          {{Breadth}},
          "needsApproval": false, "scannedAlerts": 4
        }
        """;

    public const string Suggestion = $$"""
        {
          "item": {{Suggested}},
          "terms": [
            {
              "term": "access-classes", "value": "query, memory-read", "because": "That is all that was ever granted.",
              "leftOut": false
            },
            {
              "term": "signer", "value": "",
              "because": "Of 1 of 1 accesses no verified signature is known at first hand.", "leftOut": true
            }
          ],
          "covers": { "occurrences": 1, "alerts": 1 },
          "preview": {{Preview}},
          "narrower": []
        }
        """;

    public const string Suggestions = $$"""
        {
          "items": [
            {
              "patternId": "{{ExampleItem.Pattern}}",
              "source": "c:\\program files\\microsoft office\\root\\office16\\winword.exe",
              "target": "c:\\program files\\google\\chrome\\application\\chrome.exe",
              "accessClasses": ["query", "memory-read"], "firstFrame": "unbacked", "shape": "unbacked ?>ntdll.dll",
              "occurrences": 1, "alerts": 1, "hosts": 1, "users": 1, "firstAt": "2026-03-02T08:02:04.500Z",
              "lastAt": "2026-03-02T08:02:04.500Z", "danger": [{ "kind": "escalate", "alerts": 1 }],
              "item": {{Suggested}},
              "reasons": [], {{Breadth}}, "needsApproval": false, "refusals": []
            }
          ],
          "nextCursor": null
        }
        """;
}
