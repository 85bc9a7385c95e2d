using System.Text.Json.Nodes;

namespace DetectionApi.HouseTests;

/// <summary>The examples of the OpenAPI document: an example that is wrong is copied all the same.</summary>
public class ExampleTests(HouseService service) : IClassFixture<HouseService>
{
    [Fact]
    public async Task Every_example_is_what_its_schema_says()
    {
        var document = await service.DocumentAsync();
        var check = new SchemaCheck(document["components"]!["schemas"]!.AsObject());
        House.AssertNone(
            from shown in ShownIn(document)
            where shown.Example is not null
            from fault in check.FaultsIn(shown.Example, shown.Schema, "#")
            select $"{shown.Where}: {fault}");
    }

    [Fact]
    public async Task Every_answer_of_ours_that_shows_something_and_every_body_that_is_asked_for_has_an_example() =>
        House.AssertNone(
            from shown in ShownIn(await service.DocumentAsync())
            where shown.Example is null && !shown.Where.EndsWith(" application/zip", StringComparison.Ordinal)
            select shown.Where);

    [Fact]
    public async Task The_events_of_the_example_raise_as_its_answer_says()
    {
        var shown = ShownIn(await service.DocumentAsync()).ToList();
        var answer = shown.Single(s => s.Where == "POST /api/v1/events 200 application/json").Example!;
        using var client = service.CreateClient();
        var requests = shown
            .Where(part => part.Where.StartsWith("POST /api/v1/events body", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, requests.Count);
        foreach (var request in requests)
        {
            var body = request.Example is JsonValue text ? text.GetValue<string>() : request.Example!.ToJsonString();
            using var content = new StringContent(body, null, "application/json");
            using var response = await client.PostAsync("/api/v1/events", content);
            var got = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

            Assert.Equal(answer["received"]!.ToString(), got["received"]!.ToString());
            Assert.Equal(answer["matched"]!.ToString(), got["matched"]!.ToString());
        }
    }

    // The shippers' side shows what shippers know already; only its batches are worth showing.
    private static IEnumerable<(string Where, JsonNode Schema, JsonNode? Example)> ShownIn(JsonNode document) =>
        from operation in Operation.AllIn(document)
        where operation.IsOurs || operation.Path.EndsWith("_bulk", StringComparison.Ordinal)
        from part in new[] { ("body", operation.Node["requestBody"]), ("200", operation.Node["responses"]!["200"]) }
        from content in part.Item2?["content"]?.AsObject() ?? []
        where content.Key is not ("application/octet-stream" or "multipart/form-data")
        select ($"{operation} {part.Item1} {content.Key}", content.Value!["schema"]!, content.Value["example"]);
}
