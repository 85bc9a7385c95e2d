namespace DetectionApi.Api.Inventory;

/// <summary>What the OpenAPI document shows of the inventory.</summary>
internal static class SignerExamples
{
    private const string Hash = "9f2b6c0e4d7a81f35b92c6d0e8a7431f0b5c9d2e6f8a1b3c4d5e6f708192a3b4";

    public const string Signer = $$"""
        {
          "sha256": "{{Hash}}", "subject": "Example Backup Ltd",
          "note": "agent 5.2, from the vendor's list of hashes", "changedBy": "m.weber",
          "changedAt": "2026-03-02T09:00:00.000Z"
        }
        """;

    public const string List = $$"""{ "items": [ {{Signer}} ], "nextCursor": null }""";

    public const string Upload = $$"""
        [
          {
            "sha256": "{{Hash}}", "subject": "Example Backup Ltd",
            "note": "agent 5.2, from the vendor's list of hashes"
          }
        ]
        """;

    public const string Uploaded = $$"""
        {
          "dryRun": false, "added": 1, "changed": 0, "unchanged": 0, "refused": 1,
          "items": [
            { "index": 0, "sha256": "{{Hash}}", "status": "added", "errors": [] },
            {
              "index": 1, "sha256": "9f2b", "status": "refused",
              "errors": [
                {
                  "code": "invalid-sha256", "detail": "A SHA-256 is 64 hexadecimal digits.", "pointer": "#/1/sha256",
                  "parameter": null
                }
              ]
            }
          ]
        }
        """;
}
