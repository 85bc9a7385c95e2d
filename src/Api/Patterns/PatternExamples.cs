namespace DetectionApi.Api.Patterns;

/// <summary>What the OpenAPI document shows of patterns.</summary>
internal static class PatternExamples
{
    private const string Members = """
        "id": "9c1f0a7be2d84c53b7a6f1e0d2c3b4a5",
        "source": "c:\\users\\public\\updater.exe", "target": "c:\\windows\\system32\\lsass.exe",
        "accessClasses": ["query", "memory-read"], "firstFrame": "unbacked",
        "severity": "high", "recommendation": "escalate", "openAlerts": 2, "alerts": 3, "occurrences": 12,
        "hosts": 2, "users": 1,
        "firstSeenAt": "2026-03-01T08:15:30.101Z", "lastSeenAt": "2026-03-02T08:15:31.442Z",
        "trend": [
          { "at": "2026-02-24T00:00:00.000Z", "alerts": 0, "occurrences": 0 },
          { "at": "2026-02-25T00:00:00.000Z", "alerts": 0, "occurrences": 0 },
          { "at": "2026-02-26T00:00:00.000Z", "alerts": 0, "occurrences": 0 },
          { "at": "2026-02-27T00:00:00.000Z", "alerts": 0, "occurrences": 0 },
          { "at": "2026-02-28T00:00:00.000Z", "alerts": 0, "occurrences": 0 },
          { "at": "2026-03-01T00:00:00.000Z", "alerts": 1, "occurrences": 4 },
          { "at": "2026-03-02T00:00:00.000Z", "alerts": 2, "occurrences": 8 }
        ]
        """;

    public const string List = $$"""{ "items": [ { {{Members}} } ], "nextCursor": null }""";

    public const string Detail = $$"""
        {
          {{Members}},
          "recurrence": {
            "alerts": 4, "occurrences": 13, "hosts": 2, "users": 1, "firstSeenAt": "2026-02-11T17:02:09.310Z",
            "lastSeenAt": "2026-03-02T08:15:31.442Z", "closedAlerts": 1,
            "truePositives": 0, "falsePositives": 0, "benignPositives": 1
          },
          "counts": [
            { "field": "host", "value": "pc-4711.example.org", "alerts": 2, "occurrences": 11 },
            { "field": "host", "value": "srv-12.example.org", "alerts": 1, "occurrences": 1 },
            { "field": "user", "value": "EXAMPLE\\m.weber", "alerts": 3, "occurrences": 12 }
          ],
          "others": [
            { "field": "host", "values": 0, "alerts": 0, "occurrences": 0 },
            { "field": "user", "values": 0, "alerts": 0, "occurrences": 0 }
          ],
          "histogram": [
            { "at": "2026-03-01T00:00:00.000Z", "alerts": 1, "occurrences": 4 },
            { "at": "2026-03-02T00:00:00.000Z", "alerts": 2, "occurrences": 8 }
          ]
        }
        """;
}
