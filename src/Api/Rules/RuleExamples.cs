namespace DetectionApi.Api.Rules;

/// <summary>What the OpenAPI document shows of rules.</summary>
internal static class RuleExamples
{
    private const string Members = """
        "id": "2dd480be-1263-4d9c-8672-172928f6789a", "name": "Suspicious Process Access via Direct System Call",
        "description": "A process was opened by a system call that did not come from Windows' own libraries.",
        "enabled": true, "activeVersion": 3, "availableVersions": [3, 316],
        "severity": "high", "riskScore": 73, "indexPatterns": ["winlogbeat-*", "logs-windows.*"],
        "tags": ["Windows", "Defense Evasion"], "revision": 2, "changedAt": "2026-03-02T12:00:00.000Z",
        "changedBy": "m.weber"
        """;

    public const string Change = """{ "activeVersion": 316 }""";

    public const string List = $$"""{ "items": [ { {{Members}} } ], "nextCursor": null }""";

    public const string Detail = $$"""
        {
          {{Members}},
          "versions": [
            {
              "version": 3, "active": true, "authors": ["Elastic"], "severity": "high", "riskScore": 73,
              "indexPatterns": ["winlogbeat-*", "logs-windows.*"],
              "intervalMinutes": 5, "lookBackMinutes": 9, "alertsPerIntervalMax": 100,
              "timestampOverride": "event.ingested", "references": [], "tags": ["Windows", "Defense Evasion"],
              "threat": [
                {
                  "framework": "MITRE ATT&CK",
                  "tactic": {
                    "id": "TA0005", "name": "Defense Evasion", "reference": "https://attack.mitre.org/tactics/TA0005/"
                  },
                  "techniques": []
                }
              ],
              "query": "process where event.code == \"10\" and …", "guide": "Look at …"
            }
          ]
        }
        """;
}
