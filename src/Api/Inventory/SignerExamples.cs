namespace DetectionApi.Api.Inventory;

/// <summary>What the OpenAPI document shows of the inventory.</summary>
internal static class SignerExamples
{
    public const string Hash = "7a0e6a3c5c4b2e1f9d8c7b6a5f4e3d2c1b0a99887766554433221100ffeeddcc";

    public const string Signer = $$"""
        {
          "sha256": "{{Hash}}", "subject": "Microsoft Windows Publisher",
          "note": "svchost.exe of the terminal servers, read off their image", "changedBy": "m.weber",
          "changedAt": "2026-03-02T09:00:00.000Z"
        }
        """;

    public const string List = $$"""{ "items": [ {{Signer}} ], "nextCursor": null }""";

    public const string Upload = $$"""
        [
          {
            "sha256": "{{Hash}}", "subject": "Microsoft Windows Publisher",
            "note": "svchost.exe of the terminal servers, read off their image"
          }
        ]
        """;

    public const string Uploaded = $$"""
        {
          "dryRun": false, "added": 1, "changed": 0, "unchanged": 0, "refused": 0,
          "items": [{ "index": 0, "sha256": "{{Hash}}", "status": "added", "errors": [] }]
        }
        """;
}
