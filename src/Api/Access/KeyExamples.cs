namespace DetectionApi.Api.Access;

/// <summary>What the OpenAPI document shows of keys.</summary>
internal static class KeyExamples
{
    public const string Id = "k3v9q2m7x4t8w6z1";

    public const string Key = $$"""
        {
          "id": "{{Id}}", "name": "Winlogbeat of the Bremen branch", "owner": "bremen-shippers", "roles": ["ingest"],
          "hosts": ["*.bremen.example.org"], "state": "active", "createdAt": "2026-03-02T09:00:00.000Z",
          "createdBy": "j.doe", "expiresAt": "2027-03-01T00:00:00.000Z", "rotatedAt": null, "previousUntil": null,
          "revokedAt": null, "revokedBy": null, "lastUsedAt": "2026-03-02T09:30:12.000Z", "lastUsedFrom": "10.1.2.3"
        }
        """;

    public const string List = $$"""{ "items": [ {{Key}} ], "nextCursor": null }""";

    public const string Request = """
        {
          "name": "Winlogbeat of the Bremen branch", "owner": "bremen-shippers", "roles": ["ingest"],
          "hosts": ["*.bremen.example.org"], "expiresAt": "2027-03-01T00:00:00Z"
        }
        """;

    public const string Rotation = """{ "overlapHours": 24 }""";

    public const string New = $$"""
        {
          "key": {{Key}},
          "secret": "cUx1b3R0ZXItdGhpcy1pcy1ub3QtYS1yZWFsLXNlY3JldA",
          "encoded": "azN2OXEybTd4NHQ4dzZ6MTpjVXgxYjNSMFpYSXRkR2hwY3kxcGN5MXViM1F0WVMxeVpXRnNMWE5sWTNKbGRB"
        }
        """;
}
