namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of files of exception items, and of many of them at once.</summary>
internal static class ExceptionFileExamples
{
    private const string Differs = "In Kibana this item is narrower, as upper and lower case count there.";

    private const string Reason =
        "The backup asks what its own service is doing. Version 8 lies in a folder of its own.";

    /// <summary>The lines of an exported list, as an array.</summary>
    public const string Export = $$"""
        [
          {
            "description": "Access patterns that are known and harmless, as DetectionApi knows them.",
            "immutable": false, "list_id": "detection-api", "name": "DetectionApi", "namespace_type": "single",
            "os_types": ["windows"], "tags": ["detection-api"], "type": "detection", "version": 1
          },
          {
            "comments": [], "description": "{{Reason}}\n\n{{Differs}}",
            "entries": [
              {
                "field": "process.executable", "operator": "included", "type": "match",
                "value": "C:\\Program Files\\Contoso\\Backup\\8.0\\backup.exe"
              },
              {
                "field": "winlog.event_data.TargetImage", "operator": "included", "type": "match",
                "value": "C:\\Program Files\\Contoso\\Backup\\service.exe"
              },
              {
                "field": "winlog.event_data.GrantedAccess", "operator": "included", "type": "match_any",
                "value": [
                  "0x400", "0x1000", "0x1400", "0x20000", "0x20400", "0x21000", "0x21400", "0x100000",
                  "0x100400", "0x101000", "0x101400", "0x120000", "0x120400", "0x121000", "0x121400"
                ]
              },
              {
                "field": "winlog.event_data.CallTrace", "operator": "included", "type": "wildcard",
                "value": "C:\\\\Program Files\\\\Contoso\\\\Backup\\\\8.0\\\\backup.exe+*"
              },
              {
                "field": "host.name", "operator": "included", "type": "match_any",
                "value": ["files-02.contoso.example"]
              }
            ],
            "expire_time": "2026-05-01T08:40:00.000Z", "item_id": "contoso-backup-8", "list_id": "detection-api",
            "meta": {
              "detectionApi": {
                "version": 1, "differs": "{{Differs}}", "checksum": "a4936982025eb6ecc8561cafc6466873",
                "item": {
                  "id": "contoso-backup-8", "name": "Contoso backup 8", "reason": "{{Reason}}",
                  "owner": "backup team", "rules": [],
                  "source": { "executable": "C:\\Program Files\\Contoso\\Backup\\8.0\\backup.exe" },
                  "target": { "image": "C:\\Program Files\\Contoso\\Backup\\service.exe" },
                  "access": { "classes": ["query"] },
                  "callTrace": { "firstFrame": { "kind": "source-image" } },
                  "scope": { "allHosts": false, "hosts": ["files-02.contoso.example"], "users": [] },
                  "evidence": [], "expiresAt": "2026-05-01T08:40:00.000Z", "overrides": []
                }
              }
            },
            "name": "Contoso backup 8", "namespace_type": "single", "os_types": ["windows"],
            "tags": ["detection-api"], "type": "simple"
          },
          {
            "exported_exception_list_count": 1, "exported_exception_list_item_count": 1,
            "missing_exception_list_item_count": 0, "missing_exception_list_items": [],
            "missing_exception_lists": [], "missing_exception_lists_count": 0
          }
        ]
        """;

    /// <summary>The lines of a list as Kibana exports it, as an array.</summary>
    public const string Import = """
        [
          {
            "list_id": "vendor-agents", "type": "detection", "name": "Vendor agents",
            "description": "What looks after itself.", "namespace_type": "single"
          },
          {
            "item_id": "contoso-agent", "list_id": "vendor-agents", "type": "simple", "name": "Contoso agent",
            "description": "The agent looks after its updater, as its maker says in article 4711.",
            "created_by": "m.weber", "namespace_type": "single", "os_types": ["windows"],
            "comments": [
              { "comment": "Asked the maker.", "created_at": "2026-02-02T09:00:00.000Z", "created_by": "m.weber" }
            ],
            "entries": [
              {
                "field": "process.executable", "operator": "included", "type": "wildcard",
                "value": "C:\\\\Program Files\\\\Contoso\\\\*\\\\agent.exe"
              },
              {
                "field": "winlog.event_data.TargetImage", "operator": "included", "type": "match",
                "value": "C:\\Program Files\\Contoso\\updater.exe"
              },
              {
                "field": "winlog.event_data.GrantedAccess", "operator": "included", "type": "match_any",
                "value": ["0x1000", "0x1410"]
              },
              {
                "field": "winlog.event_data.CallTrace", "operator": "included", "type": "wildcard",
                "value": "UNKNOWN(*"
              },
              {
                "field": "host.name", "operator": "included", "type": "match_any", "value": ["term-01.contoso.example"]
              }
            ]
          },
          { "exported_exception_list_count": 1, "exported_exception_list_item_count": 1 }
        ]
        """;

    public const string ImportAnswer = """
        {
          "errors": [], "success": true, "success_count": 2, "success_exception_lists": true,
          "success_count_exception_lists": 1, "success_exception_list_items": true,
          "success_count_exception_list_items": 1,
          "dryRun": false, "created": 1, "updated": 0, "unchanged": 0, "draft": 1, "pending": 0, "active": 0,
          "notes": [
            {
              "line": 2, "id": "contoso-agent",
              "notes": [
                "The masks 0x1000, 0x1410 are taken as query, memory-read, and other masks of these pass, too.",
                "Its reason is what the description says.",
                "Its owner is m.weber, who created it in Kibana.",
                "It expires after 30 days, as the line does not say when."
              ]
            }
          ]
        }
        """;

    public const string Actions = $$"""
        {
          "actions": [
            {
              "create": {
                "id": "contoso-backup-8", "name": "Contoso backup 8", "owner": "backup team",
                "reason": "{{Reason}}",
                "source": { "executable": "C:\\Program Files\\Contoso\\Backup\\8.0\\backup.exe" },
                "target": { "image": "C:\\Program Files\\Contoso\\Backup\\service.exe" },
                "access": { "classes": ["query"] },
                "callTrace": { "firstFrame": { "kind": "source-image" } },
                "scope": { "hosts": ["files-02.contoso.example"] },
                "expiresInDays": 60
              }
            },
            { "submit": { "id": "contoso-backup-8" } },
            { "revoke": { "id": "contoso-backup", "version": 2, "comment": "Version 7.1 is gone." } }
          ],
          "atomic": true, "dryRun": false
        }
        """;

    public const string ActionsAnswer = """
        {
          "dryRun": false, "done": 3, "unchanged": 0, "refused": 0, "notFound": 0, "stale": 0, "heldBack": 0,
          "items": [
            {
              "index": 0, "id": "contoso-backup-8", "status": "done", "itemStatus": "active", "version": 2,
              "refusals": []
            },
            {
              "index": 1, "id": "contoso-backup-8", "status": "done", "itemStatus": "active", "version": 2,
              "refusals": []
            },
            {
              "index": 2, "id": "contoso-backup", "status": "done", "itemStatus": "revoked", "version": 3,
              "refusals": []
            }
          ]
        }
        """;
}
