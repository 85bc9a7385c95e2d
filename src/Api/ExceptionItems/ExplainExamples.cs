namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of explanations.</summary>
internal static class ExplainExamples
{
    private const string Folder = @"C:\\Windows\\System32\\";

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
                "CallTrace": "UNKNOWN(00007FFB1C2A0021)|{{Folder}}lsm.dll+1f0c4|{{Folder}}KERNEL32.DLL+17344|{{Folder}}ntdll.dll+52651",
                "SourceUser": "NT AUTHORITY\\SYSTEM"
              }
            }
          },
          "item": {{PreviewExamples.Item}}
        }
        """;

    public const string Answer = """
        {
          "alertId": null,
          "event": {
            "eventKey": "7e931508b02a830fcee019229be70e94", "at": "2026-03-02T08:15:30.101Z",
            "rules": ["2dd480be-1263-4d9c-8672-172928f6789a"], "host": "pc-0417.contoso.example",
            "executable": "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE",
            "user": "CONTOSO\\m.weber", "signer": null,
            "sha256": "fc61e2d6106f8e95a6f438050390c1b42e8785e8fa4b8e3c77caa6e5b7de9b25",
            "target": "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "accessClasses": ["query", "memory-read", "memory-write"], "firstFrame": "unbacked",
            "shape": "unbacked ?>ntdll.dll"
          },
          "occurrences": 1, "coveredBy": null,
          "items": [
            {
              "itemId": null, "version": null, "covers": false, "firstFailing": "access-classes",
              "terms": [
                {
                  "term": "access-classes", "wanted": "at most query, memory-read",
                  "found": "query, memory-read, memory-write", "holds": false
                },
                { "term": "first-frame", "wanted": "unbacked", "found": "unbacked", "holds": true }
              ],
              "coveredOccurrences": 0, "differs": null
            }
          ]
        }
        """;
}
