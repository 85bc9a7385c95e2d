namespace DetectionApi.Api.Alerts;

/// <summary>What the OpenAPI document shows of alerts.</summary>
internal static class AlertExamples
{
    private const string Reason =
        "On pc-4711.example.org, updater.exe (process 6120, EXAMPLE\\\\m.weber) opened lsass.exe (process 704), which "
        + "holds credentials, with the rights to query it and read its memory (0x1010); the system call came from "
        + "memory that no file backs, not from Windows' own system-call layer.";

    private const string Members = $$"""
        "id": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123",
        "patternId": "9c1f0a7be2d84c53b7a6f1e0d2c3b4a5",
        "rule": {
          "id": "2dd480be-1263-4d9c-8672-172928f6789a", "version": 316,
          "name": "Suspicious Process Access via Direct System Call"
        },
        "severity": "high", "riskScore": 73, "status": "acknowledged", "disposition": "raised", "exceptionId": null,
        "assignee": "m.weber", "tags": ["week-10"],
        "host": { "id": "0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10", "name": "pc-4711.example.org" },
        "source": {
          "executable": "C:\\Users\\Public\\updater.exe", "name": "updater.exe",
          "entityId": "{5a2e1c3f-3b52-67c4-0c03-000000001a00}", "pid": 6120, "user": "EXAMPLE\\m.weber",
          "signer": { "state": "unknown", "subject": null, "foundBy": null }, "sha256": null
        },
        "target": { "image": "C:\\Windows\\System32\\lsass.exe", "class": "credential" },
        "access": {
          "mask": "0x1010", "rights": ["PROCESS_VM_READ", "PROCESS_QUERY_LIMITED_INFORMATION"],
          "classes": ["query", "memory-read"]
        },
        "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "unbacked ?" },
        "reason": "{{Reason}}",
        "occurrenceCount": 3, "firstSeenAt": "2026-03-02T08:15:30.101Z", "lastSeenAt": "2026-03-02T08:15:31.442Z",
        "createdAt": "2026-03-02T08:15:40.000Z", "recommendation": "escalate",
        "closingReason": null, "duplicateOf": null, "legalHold": false,
        "acknowledgedAt": "2026-03-02T08:21:00.500Z", "closedAt": null, "reopenedAt": null,
        "timeToDetectSeconds": 9.899, "timeToAcknowledgeSeconds": 320.5, "timeToCloseSeconds": null
        """;

    public const string List = $$"""{ "items": [ { {{Members}} } ], "nextCursor": null }""";

    public const string Detail = $$"""
        {
          {{Members}},
          "previousAlertId": null,
          "evidence": null,
          "firstEventKey": "c0a8b1f24d5e6f708192a3b4c5d6e7f8",
          "sourceStart": {
            "eventKey": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "recordId": "90188", "code": "1", "foundBy": "entity-id",
            "at": "2026-03-02T08:15:28.774Z", "commandLine": "updater.exe -q",
            "workingDirectory": "C:\\Users\\Public\\",
            "user": "EXAMPLE\\m.weber", "logonId": "0x1a4f07", "integrityLevel": "High",
            "parent": {
              "entityId": "{5a2e1c3f-3a90-67c4-f90b-000000001a00}", "pid": 5204,
              "executable": "C:\\Windows\\System32\\cmd.exe", "commandLine": "cmd.exe"
            },
            "hashes": {
              "sha256": null, "sha1": "3f2c8a1e5d4b7c6a9e0f1d2c3b4a59687f6e5d4c", "md5": null, "importHash": null
            },
            "version": {
              "originalFileName": null, "company": null, "description": null, "product": null, "fileVersion": null
            }
          },
          "targetProcess": {
            "entityId": "{5a2e1c3f-10aa-67c4-0c00-000000001a00}", "pid": 704, "user": "NT AUTHORITY\\SYSTEM"
          },
          "frames": [
            { "kind": "unbacked", "module": null, "offset": null, "address": "000001F3C35A0014", "wow64": false }
          ]
        }
        """;

    public const string Occurrences = """
        {
          "items": [
            {
              "eventKey": "c0a8b1f24d5e6f708192a3b4c5d6e7f8", "recordId": "90210", "at": "2026-03-02T08:15:30.101Z",
              "receivedAt": "2026-03-02T08:15:40.000Z",
              "document": {
                "@timestamp": "2026-03-02T08:15:30.101Z", "event": { "code": "10" }, "winlog": { "record_id": 90210 }
              }
            }
          ],
          "nextCursor": null
        }
        """;
}
