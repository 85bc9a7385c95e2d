namespace DetectionApi.Api.ExceptionItems;

/// <summary>The item that all examples of exceptions are about: what the demonstration's noise asks for.</summary>
/// <remarks>
/// After the demonstration the requests work as they stand, one after another in the order in which they are shown. The
/// answers are its answers, as if its last event had happened in March, and shortened.
/// </remarks>
internal static class ExampleItem
{
    /// <summary>Its id.</summary>
    public const string Id = "terminal-servers";

    /// <summary>The id of the item that waits for approval when the demonstration has begun.</summary>
    public const string Pending = "print-agents";

    /// <summary>Who writes it.</summary>
    public const string Author = "m.weber";

    /// <summary>Who approves it.</summary>
    public const string Approver = "j.doe";

    /// <summary>The pattern that it is made of.</summary>
    public const string Pattern = "75984c2d9484b1f4594038eab0336533";

    /// <summary>The rule that finds it.</summary>
    public const string Rule = "2dd480be-1263-4d9c-8672-172928f6789a";

    /// <summary>Whose program it is.</summary>
    public const string Signer = "Microsoft Windows Publisher";

    /// <summary>Its call trace.</summary>
    public const string Shape = "unbacked ?>lsm.dll>kernel32.dll>ntdll.dll";

    /// <summary>What it asks for; members of an object.</summary>
    public const string Terms = $$"""
        "rules": ["{{Rule}}"],
        "source": {
          "signer": { "subject": "{{Signer}}", "trusted": true }, "executable": "C:\\Windows\\System32\\svchost.exe",
          "sha256": null, "parentExecutable": null
        },
        "target": { "image": "C:\\Windows\\System32\\lsass.exe" },
        "access": { "classes": ["query", "memory-read", "memory-write"] },
        "callTrace": { "firstFrame": { "kind": "unbacked", "module": null }, "shape": "{{Shape}}" },
        "scope": {
          "allHosts": false,
          "hosts": ["term-01.contoso.example", "term-02.contoso.example", "term-03.contoso.example"],
          "users": ["NT AUTHORITY\\SYSTEM"]
        }
        """;

    /// <summary>How broad it is; a member of an object.</summary>
    public const string Breadth = """
        "breadth": {
          "score": 35,
          "factors": [
            {
              "name": "source", "points": 4, "pointsMax": 26,
              "because": "A signer and one path: any version of one program."
            },
            { "name": "target", "points": 12, "pointsMax": 16, "because": "One path, credential." },
            {
              "name": "access", "points": 8, "pointsMax": 12, "because": "Allows query, memory-read, memory-write."
            },
            { "name": "call-trace", "points": 0, "pointsMax": 14, "because": "The whole call trace." },
            { "name": "hosts", "points": 4, "pointsMax": 17, "because": "3 hosts." },
            { "name": "users", "points": 0, "pointsMax": 4, "because": "Named accounts only." },
            { "name": "parent", "points": 3, "pointsMax": 3, "because": "Whoever started it." },
            { "name": "rules", "points": 0, "pointsMax": 2, "because": "Named rules only." },
            { "name": "time", "points": 4, "pointsMax": 6, "because": "Whatever happened before it expires." }
          ]
        }
        """;
}
