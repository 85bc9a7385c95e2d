using System.Globalization;
using System.Text.Json.Nodes;

namespace DetectionApi.HouseTests;

/// <summary>One operation of the OpenAPI document.</summary>
internal sealed record Operation(string Path, string Method, JsonObject Node)
{
    /// <summary>True on our own side, where errors are problems.</summary>
    public bool IsOurs =>
        Path == "/metrics" || Path.StartsWith("/api/", StringComparison.Ordinal)
        || Path.StartsWith("/health/", StringComparison.Ordinal);

    /// <summary>Its answers; the content is the type and the schema.</summary>
    public IEnumerable<(int Status, string Content)> Answers =>
        from answer in Node["responses"]!.AsObject()
        let content = answer.Value!["content"]?.AsObject() ?? []
        select (int.Parse(answer.Key, CultureInfo.InvariantCulture),
            string.Join(", ", content.Select(type => $"{type.Key} {type.Value!["schema"]?["$ref"]}")));

    /// <summary>A member that is text; empty if there is none.</summary>
    public string Text(string member) => (string?)Node[member] ?? "";

    public override string ToString() => $"{Method.ToUpperInvariant()} {Path}";

    public static IReadOnlyList<Operation> AllIn(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           select new Operation(path.Key, method.Key, method.Value!.AsObject()),
    ];
}
