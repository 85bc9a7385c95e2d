using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems.Kibana;

namespace DetectionApi.ApiTests;

/// <summary>Lines of exception lists as Kibana exports them.</summary>
internal static class KibanaLine
{
    public const string Source = """
        {"field":"process.executable","operator":"included","type":"match",
        "value":"C:\\Program Files\\Vendor\\agent.exe"}
        """;

    public const string Target = """
        {"field":"winlog.event_data.TargetImage","operator":"included","type":"match","value":"C:\\Tools\\served.exe"}
        """;

    public const string Masks = """
        {"field":"winlog.event_data.GrantedAccess","operator":"included","type":"match_any",
        "value":["0x1000","0x00001410"]}
        """;

    public const string Trace = """
        {"field":"winlog.event_data.CallTrace","operator":"included","type":"wildcard","value":"UNKNOWN(*"}
        """;

    public const string Host = """
        {"field":"host.name","operator":"included","type":"match","value":"pc-4711"}
        """;

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The line of an item with these entries.</summary>
    public static JsonObject Item(string id, params IEnumerable<string> entries) => new()
    {
        ["_version"] = "WzUsMV0=",
        ["comments"] = new JsonArray(),
        ["created_at"] = "2025-11-02T10:00:00.000Z",
        ["created_by"] = "j.doe",
        ["description"] = "The vendor's agent looks after its own service.",
        ["entries"] = new JsonArray([.. entries.Select(entry => JsonNode.Parse(entry))]),
        ["expire_time"] = "2026-04-01T00:00:00.000Z",
        ["id"] = "5f0c2b9e-0000-4000-8000-000000000001",
        ["item_id"] = id,
        ["list_id"] = "vendor-list",
        ["name"] = "Vendor agent",
        ["namespace_type"] = "single",
        ["os_types"] = new JsonArray("windows"),
        ["tags"] = new JsonArray(),
        ["tie_breaker_id"] = "5f0c2b9e-0000-4000-8000-000000000002",
        ["type"] = "simple",
        ["updated_at"] = "2025-11-02T10:00:00.000Z",
        ["updated_by"] = "j.doe",
    };

    /// <summary>An entry that asks a field.</summary>
    public static string Entry(string field, string type, string value, string @operator = "included") => new JsonObject
    {
        ["field"] = field,
        ["operator"] = @operator,
        ["type"] = type,
        ["value"] = value,
    }.ToJsonString();

    /// <summary>What the lines hold.</summary>
    public static ImportedFile Read(params IEnumerable<string> lines)
    {
        var reader = new KibanaFileReader("mira", Now, days: 30);
        foreach (var line in lines) reader.Add(Encoding.UTF8.GetBytes(line));
        return reader.Finish();
    }

    /// <summary>What an item with these entries is here.</summary>
    public static ImportedItem ReadItem(params IEnumerable<string> entries)
    {
        var file = Read(Item("one", entries).ToJsonString());
        Assert.Empty(file.Faults);
        return Assert.Single(file.Items);
    }
}
