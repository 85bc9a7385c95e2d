namespace DetectionApi.Api.Investigation;

/// <summary>What the OpenAPI document shows of investigations.</summary>
internal static class InvestigationExamples
{
    public const string Investigation = """
        {
          "recommendation": "escalate",
          "reasons": ["Code in memory that no file backs opened lsass.exe with the right to read its memory."],
          "computedAt": "2026-03-02T08:20:00.000Z",
          "frozenAt": null,
          "currentRecommendation": "escalate",
          "findings": [
            {
              "question": "communication", "answer": "unresolved",
              "because": "The host sends no network connections, so nobody can tell whether the process made any.",
              "missing": [
                {
                  "what": "network connections of the process",
                  "setting": "Sysmon: <NetworkConnect onmatch=\"exclude\"/>"
                }
              ],
              "evidence": [
                {
                  "eventKey": "c0a8b1f24d5e6f708192a3b4c5d6e7f8", "recordId": "90210", "code": "10",
                  "at": "2026-03-02T08:15:30.101Z", "fields": ["winlog.event_data.TargetImage"]
                }
              ]
            }
          ]
        }
        """;

    public const string Pivots = """
        {
          "items": [
            {
              "pivot": "network-and-dns", "answer": "no-telemetry",
              "asks": "The names that process 6120 on pc-4711.example.org asked for, and its connections.",
              "from": "2026-03-02T07:15:30.101Z", "to": "2026-03-02T09:15:30.101Z", "unsentCodes": ["3", "22"]
            }
          ],
          "nextCursor": null
        }
        """;

    public const string Pivot = """
        {
          "pivot": "file-events", "answer": "rows",
          "asks": "The files that process 6120 on pc-4711.example.org wrote and deleted.",
          "from": "2026-03-02T07:15:30.101Z", "to": "2026-03-02T09:15:30.101Z", "unsentCodes": ["15", "23", "26"],
          "events": [
            {
              "eventKey": "d1a8b1f24d5e6f708192a3b4c5d6e7f8", "recordId": "90214", "code": "11",
              "at": "2026-03-02T08:15:31.020Z", "fields": { "file.path": ["C:\\Windows\\Temp\\a.dmp"] }
            }
          ],
          "alerts": [],
          "nextCursor": null
        }
        """;
}
