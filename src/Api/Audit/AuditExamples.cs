namespace DetectionApi.Api.Audit;

/// <summary>What the OpenAPI document shows of the audit log.</summary>
internal static class AuditExamples
{
    public const string List = """
        {
          "items": [
            {
              "seq": 2, "at": "2026-03-02T09:31:02.417Z", "actor": "m.weber", "keyId": "k3v9q2m7x4t8w6z1",
              "from": "10.1.2.3", "requestId": "0HNAB3C4D5E6F:00000002", "operation": "ApproveException",
              "outcome": "refused", "subject": "exception", "subjectId": "vendor-agent", "before": null, "after": null,
              "status": 403, "reason": "permission-missing", "count": 1,
              "previousHash": "42d8f654a8276e2fa82e93221ae4e9a189c912ec5b0f2f1d7c3a4e5968778695",
              "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            },
            {
              "seq": 1, "at": "2026-03-02T09:30:12.051Z", "actor": "j.doe", "keyId": null, "from": "10.1.2.9",
              "requestId": "0HNAB3C4D5E6F:00000001", "operation": "ChangeRule", "outcome": "changed",
              "subject": "rule-setting", "subjectId": "2dd480be-1263-4d9c-8672-172928f6789a",
              "before": { "isEnabled": true, "revision": 2 }, "after": { "isEnabled": false, "revision": 3 },
              "status": null, "reason": null, "count": 1,
              "previousHash": "0000000000000000000000000000000000000000000000000000000000000000",
              "hash": "42d8f654a8276e2fa82e93221ae4e9a189c912ec5b0f2f1d7c3a4e5968778695"
            }
          ],
          "nextCursor": null,
          "head": { "seq": 2, "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }
        }
        """;
}
