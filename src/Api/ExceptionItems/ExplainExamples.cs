namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of explanations.</summary>
internal static class ExplainExamples
{
    private const string Folder = @"C:\\Windows\\System32\\";

    private const string CallTrace =
        $"UNKNOWN(00007FFB1C2A0021)|{Folder}lsm.dll+1f0c4|{Folder}KERNEL32.DLL+17344|{Folder}ntdll.dll+52651";

    public const string Request = $$"""
        {
          "event": {
            "@timestamp": "2026-03-02T08:15:30.101Z",
            "event": { "code": "10", "provider": "Microsoft-Windows-Sysmon" },
            "host": { "name": "term-01", "os": { "type": "windows" } },
            "winlog": {
              "channel": "Microsoft-Windows-Sysmon/Operational", "computer_name": "term-01.contoso.example",
              "record_id": 61090,
              "event_data": {
                "UtcTime": "2026-03-02 08:15:30.101", "SourceProcessId": "900",
                "SourceProcessGUID": "{d8463bd3-0a11-69a5-cb01-00000020d700}",
                "SourceImage": "C:\\Windows\\System32\\svchost.exe",
                "TargetProcessId": "712", "TargetImage": "C:\\Windows\\System32\\lsass.exe",
                "GrantedAccess": "0x1478",
                "CallTrace": "{{CallTrace}}",
                "SourceUser": "NT AUTHORITY\\SYSTEM"
              }
            }
          },
          "item": {{PreviewExamples.Item}}
        }
        """;

    public const string Answer = $$"""
        {
          "alertId": null,
          "event": {
            "eventKey": "2d7ae4d6b825b1b42867339a4ce8a7c8", "at": "2026-03-02T08:15:30.101Z",
            "rules": ["{{ExampleItem.Rule}}"], "host": "term-01.contoso.example",
            "executable": "C:\\Windows\\System32\\svchost.exe", "user": "NT AUTHORITY\\SYSTEM",
            "signer": "{{ExampleItem.Signer}}",
            "sha256": "7a0e6a3c5c4b2e1f9d8c7b6a5f4e3d2c1b0a99887766554433221100ffeeddcc",
            "target": "C:\\Windows\\System32\\lsass.exe",
            "accessClasses": ["query", "memory-read", "memory-write", "duplicate-handle"], "firstFrame": "unbacked",
            "shape": "{{ExampleItem.Shape}}"
          },
          "occurrences": 1, "coveredBy": null,
          "items": [
            {
              "itemId": null, "version": null, "covers": false, "firstFailing": "access-classes",
              "terms": [
                {
                  "term": "access-classes", "wanted": "at most query, memory-read, memory-write",
                  "found": "query, memory-read, memory-write, duplicate-handle", "holds": false
                },
                { "term": "first-frame", "wanted": "unbacked", "found": "unbacked", "holds": true },
                {
                  "term": "shape", "wanted": "{{ExampleItem.Shape}}", "found": "{{ExampleItem.Shape}}", "holds": true
                },
                {
                  "term": "signer", "wanted": "{{ExampleItem.Signer}}, verified",
                  "found": "{{ExampleItem.Signer}}, verified", "holds": true
                }
              ],
              "coveredOccurrences": 0, "differs": null
            }
          ]
        }
        """;
}
