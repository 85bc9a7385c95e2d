using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>The dashboard that lies beside the requests asks for what the service answers.</summary>
public sealed class GrafanaTests
{
    private static readonly JsonNode Dashboard = JsonNode.Parse(
        File.ReadAllText(Path.Combine(SourceTree.Root, "http", "grafana", "detection.json")))!;

    public static TheoryData<string> Panels =>
        [.. Dashboard["panels"]!.AsArray().Select(panel => (string)panel!["title"]!)];

    [Theory]
    [MemberData(nameof(Panels))]
    public async Task A_panel_finds_its_columns_in_the_answer(string title)
    {
        await using var service = TestService.Start();
        await service.PostEventsAsync(
            new AccessEvent().Winlogbeat8, new AccessEvent { Record = 2, Pid = 2 }.Winlogbeat7);
        var panel = Dashboard["panels"]!.AsArray().Single(panel => (string)panel!["title"]! == title)!;
        var target = Assert.Single(panel["targets"]!.AsArray())!;

        var answer = await service.GetAsync(Filled((string)target["url"]!));

        var root = (string)target["root_selector"]!;
        var rows = root.Length > 0 ? answer[root]!.AsArray() : [answer.DeepClone()];
        Assert.NotEmpty(rows);
        foreach (var row in rows)
            foreach (var column in target["columns"]!.AsArray())
                Assert.True(Has(row!, ((string)column!["selector"]!).Split('.')), $"no {column["selector"]} in {row}");
    }

    [Fact]
    public void Every_panel_asks_the_source_that_the_import_asks_for()
    {
        Assert.Equal("DS_DETECTION", (string?)Dashboard["__inputs"]![0]!["name"]);
        Assert.All(Dashboard["panels"]!.AsArray(), panel =>
        {
            Assert.Equal("${DS_DETECTION}", (string?)panel!["datasource"]!["uid"]);
            Assert.Equal("${DS_DETECTION}", (string?)panel["targets"]![0]!["datasource"]!["uid"]);
        });
    }

    // As Grafana fills in the span that is shown and what stands in the box.
    private static string Filled(string url)
    {
        var filled = url.Replace("${__from}", "1772400000000", StringComparison.Ordinal)
            .Replace("${__to}", "1772500000000", StringComparison.Ordinal)
            .Replace("${host:percentencode}", "*", StringComparison.Ordinal);
        Assert.DoesNotContain("$", filled, StringComparison.Ordinal);
        return filled;
    }

    private static bool Has(JsonNode node, IEnumerable<string> path)
    {
        JsonNode? at = node;
        foreach (var name in path)
        {
            if (at is not JsonObject parent || !parent.TryGetPropertyValue(name, out at)) return false;
        }

        return true;
    }
}
