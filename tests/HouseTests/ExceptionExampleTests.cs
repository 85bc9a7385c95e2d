using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Api.Demo;

namespace DetectionApi.HouseTests;

/// <summary>What the OpenAPI document shows an analyst to try after the demonstration.</summary>
public sealed class ExceptionExampleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_examples_work_as_they_stand()
    {
        await using var service = new HouseService();
        using var client = service.CreateClient();
        using var batch = new ByteArrayContent(DemoEvents.AsBulk("winlogbeat-9.1.0", Now));
        batch.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        batch.Headers.ContentEncoding.Add("gzip");
        (await client.PostAsync("/_bulk", batch)).EnsureSuccessStatusCode();
        var document = await service.DocumentAsync();

        var suggestions = JsonNode.Parse(await client.GetStringAsync("/api/v1/exceptions/suggestions"))!;
        Assert.Contains(suggestions["items"]!.AsArray(), group => JsonNode.DeepEquals(
            group!["patternId"], BodyOf(document, "suggestions")["patternId"]));

        var suggestion = await TryAsync(client, document, "suggestions");
        Assert.Equal(30, (int)suggestion["covers"]!["occurrences"]!);

        var preview = await TryAsync(client, document, "preview");
        Assert.Equal(3, (int)preview["hidden"]!["openAlerts"]!);
        Assert.Empty(preview["refusals"]!.AsArray());
        Assert.Equal(
            preview["breadth"]!["score"]!.ToString(), suggestion["preview"]!["breadth"]!["score"]!.ToString());

        var explained = await TryAsync(client, document, "explain");
        Assert.Single(explained["event"]!["rules"]!.AsArray());
        var terms = explained["items"]![0]!["terms"]!.AsArray();
        Assert.Equal("access-classes", (string?)Assert.Single(terms, term => !(bool)term!["holds"]!)!["term"]);
    }

    private static JsonNode BodyOf(JsonNode document, string door) =>
        document["paths"]![$"/api/v1/exceptions/{door}"]!["post"]!["requestBody"]!["content"]!["application/json"]![
            "example"]!;

    private static async Task<JsonNode> TryAsync(HttpClient client, JsonNode document, string door)
    {
        using var answer = await client.PostAsync(
            $"/api/v1/exceptions/{door}",
            new StringContent(BodyOf(document, door).ToJsonString(), Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
