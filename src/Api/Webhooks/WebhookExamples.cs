namespace DetectionApi.Api.Webhooks;

/// <summary>What the OpenAPI document shows of webhooks.</summary>
internal static class WebhookExamples
{
    public const string Targets = """
        {
          "items": [
            {
              "name": "on-call", "host": "hooks.example.org", "events": ["alert.created", "alert.escalated"],
              "disabledAt": null, "pending": 0, "dead": 1
            }
          ],
          "nextCursor": null
        }
        """;

    public const string Target = """
        {
          "name": "on-call", "host": "hooks.example.org", "events": ["alert.created", "alert.escalated"],
          "disabledAt": null, "pending": 0, "dead": 1
        }
        """;

    public const string Replay = """{ "target": "on-call", "dryRun": false }""";

    public const string ReplayAnswer = """{ "dryRun": false, "dead": 1, "replayed": 1 }""";

    public const string Replayed = """
        {
          "id": 12, "messageId": "msg_0f1e2d3c4b5a69788796a5b4c3d2e1f0", "target": "on-call",
          "type": "alert.escalated", "alertId": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123", "state": "pending",
          "createdAt": "2026-03-02T08:15:41.000Z", "attempts": 0, "nextAttemptAt": "2026-03-05T12:00:00.000Z",
          "lastAttemptAt": "2026-03-05T11:20:07.000Z", "lastStatus": 503, "lastError": "The target answered 503.",
          "endedAt": null
        }
        """;

    public const string List = """
        {
          "items": [
            {
              "id": 12, "messageId": "msg_0f1e2d3c4b5a69788796a5b4c3d2e1f0", "target": "on-call",
              "type": "alert.escalated", "alertId": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123", "state": "dead",
              "createdAt": "2026-03-02T08:15:41.000Z", "attempts": 10, "nextAttemptAt": null,
              "lastAttemptAt": "2026-03-05T11:20:07.000Z", "lastStatus": 503, "lastError": "The target answered 503.",
              "endedAt": "2026-03-05T11:20:07.000Z"
            }
          ],
          "nextCursor": null
        }
        """;
}
