namespace DetectionApi.Api.Triage;

/// <summary>What the OpenAPI document shows of triage.</summary>
internal static class TriageExamples
{
    private const string CommentMembers = """
        "id": 31, "at": "2026-03-02T08:24:10.000Z", "actor": "m.weber",
        "text": "Asked the owner of pc-4711: nobody installed anything."
        """;

    private const string StepMembers = """
        "id": 7, "action": "host-isolation", "note": "pc-4711, until the image is taken",
        "at": "2026-03-02T08:30:00.000Z", "actor": "m.weber"
        """;

    public const string Change = """{ "status": "acknowledged", "assignee": "m.weber", "addTags": ["week-10"] }""";

    public const string History = """
        {
          "items": [
            {
              "number": 112, "revision": 4, "at": "2026-03-02T08:21:00.500Z", "actor": "m.weber",
              "field": "status", "from": "open", "to": "acknowledged"
            },
            {
              "number": 113, "revision": 4, "at": "2026-03-02T08:21:00.500Z", "actor": "m.weber",
              "field": "assignee", "from": null, "to": "m.weber"
            }
          ],
          "nextCursor": null
        }
        """;

    public const string NewComment = """{ "text": "Asked the owner of pc-4711: nobody installed anything." }""";

    public const string Comment = $$"""{ {{CommentMembers}} }""";

    public const string Comments = $$"""{ "items": [ { {{CommentMembers}} } ], "nextCursor": null }""";

    public const string NewContainmentStep =
        """{ "action": "host-isolation", "note": "pc-4711, until the image is taken" }""";

    public const string ContainmentStep = $$"""{ {{StepMembers}}, "reversedAt": null, "reversedBy": null }""";

    public const string ReversedStep =
        $$"""{ {{StepMembers}}, "reversedAt": "2026-03-03T10:00:00.000Z", "reversedBy": "j.doe" }""";

    public const string Containment = $$"""{ "items": [ {{ReversedStep}} ], "nextCursor": null }""";

    public const string Action = """
        {
          "filter": { "status": "open", "host": "srv-*", "source": ["agent.exe", "agent64.exe"] },
          "change": {
            "status": "closed", "closingReason": "benign-positive",
            "evidence": {
              "accessTuple": "agent.exe reads lsass.exe from unbacked memory, as its maker describes",
              "identity": "hash and signer are those of the inventory",
              "launchAndSession": "a service in session 0, started by services.exe",
              "followOn": "no files, no children, talks to the maker's cloud only",
              "outsideConfirmation": "change 4711 rolled it out this night"
            }
          },
          "comment": "Roll-out of the agent.",
          "dryRun": true
        }
        """;

    public const string ActionAnswer = """
        {
          "dryRun": true, "changed": 1, "unchanged": 0, "refused": 1, "notFound": 0,
          "items": [
            {
              "id": "5b0e8d2c4f7a49e1a6c3d9b8e7f60123", "status": "changed", "reason": null,
              "changes": [
                { "field": "status", "from": "open", "to": "closed" },
                { "field": "closingReason", "from": null, "to": "benign-positive" },
                {
                  "field": "evidence.accessTuple", "from": null,
                  "to": "agent.exe reads lsass.exe from unbacked memory, as its maker describes"
                },
                { "field": "evidence.identity", "from": null, "to": "hash and signer are those of the inventory" },
                {
                  "field": "evidence.launchAndSession", "from": null,
                  "to": "a service in session 0, started by services.exe"
                },
                {
                  "field": "evidence.followOn", "from": null,
                  "to": "no files, no children, talks to the maker's cloud only"
                },
                {
                  "field": "evidence.outsideConfirmation", "from": null,
                  "to": "change 4711 rolled it out this night"
                }
              ]
            },
            {
              "id": "77e0b1d2c3f4a5968778695a4b3c2d1e", "status": "refused",
              "reason": "An alert has 32 tags at most.", "changes": []
            }
          ]
        }
        """;
}
