using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.Api.Demo;

/// <summary>Alerts as a table for a terminal.</summary>
internal static class DemoTable
{
    private static readonly (string Title, Func<JsonNode, string> Cell)[] Columns =
    [
        ("SEVERITY", alert => (string)alert["severity"]!),
        ("HOST", alert => (string)alert["host"]!["name"]!),
        ("SOURCE", alert => (string)alert["source"]!["name"]!),
        ("TARGET", alert => ((string)alert["target"]!["image"]!).Split('\\')[^1]),
        ("TARGET CLASS", alert => (string)alert["target"]!["class"]!),
        ("ACCESS", alert => string.Join(", ", alert["access"]!["classes"]!.AsArray())),
        ("FIRST FRAME", alert => (string)alert["callTrace"]!["firstFrame"]!["kind"]!),
        ("EVENTS", alert => alert["occurrenceCount"]!.ToString()),
    ];

    public static string Of(IReadOnlyList<JsonNode> alerts)
    {
        List<string[]> rows = [[.. Columns.Select(column => column.Title)]];
        rows.AddRange(alerts.Select(alert => Columns.Select(column => column.Cell(alert)).ToArray()));

        var table = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => cell.PadRight(rows.Max(r => r[i].Length)));
            table.AppendLine("  " + string.Join("  ", cells).TrimEnd());
        }

        return table.ToString();
    }
}
