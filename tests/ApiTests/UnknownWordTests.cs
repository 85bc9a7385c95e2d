using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Words in a body that stand for nothing.</summary>
public sealed class UnknownWordTests
{
    private const string Statuses = "there are open, acknowledged, in-progress, closed.";

    private const string Reasons = "there are true-positive, false-positive, benign-positive, duplicate, other, "
        + "automated-closure.";

    [Theory]
    [InlineData("""{"closingReason":"benign"}""", "#/closingReason", $"'benign' is no closingReason; {Reasons}")]
    [InlineData("""{"status":"done"}""", "#/status", $"'done' is no status; {Statuses}")]
    [InlineData("""{"status":""}""", "#/status", $"'' is no status; {Statuses}")]
    [InlineData("""{"status":"1"}""", "#/status", $"'1' is no status; {Statuses}")]
    [InlineData("""{"status":"\u202Enepo"}""", "#/status", $@"'\u202Enepo' is no status; {Statuses}")]
    public async Task A_change_is_told_the_word_and_those_that_there_are(string change, string pointer, string detail)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);

        await AssertRefusedAsync(await analyst.PatchAsync("any", change), "unknown-word", pointer, detail);
    }

    [Fact]
    public async Task A_change_of_many_alerts_and_a_step_of_containment_are_told_alike()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);

        await AssertRefusedAsync(
            await analyst.PostAsync("actions", """{"ids":["a"],"change":{"status":"done"}}"""),
            "unknown-word", "#/change/status", $"'done' is no status; {Statuses}");
        await AssertRefusedAsync(
            await analyst.PostAsync("any/containment", """{"action":"isolate"}"""),
            "unknown-word", "#/action", "'isolate' is no action; there are heightened-monitoring, ");
    }

    [Fact]
    public async Task A_word_without_end_is_cut()
    {
        await using var service = TestService.Start();
        var word = new string('x', 5000);

        await AssertRefusedAsync(
            await new Analyst(service).PatchAsync("any", $$"""{"status":"{{word}}"}"""),
            "unknown-word", "#/status", $"'{word[..120]}…' is no status; ");
    }

    [Theory]
    [InlineData("""{"status":1}""", "#/status")]
    [InlineData("""{"status":["open"]}""", "#/status")]
    [InlineData("""{"legalHold":"yes"}""", "#/legalHold")]
    [InlineData("""{"tags":["a",1]}""", "#/tags/1")]
    public async Task What_is_no_word_at_all_is_of_another_type(string change, string pointer)
    {
        await using var service = TestService.Start();

        await AssertRefusedAsync(
            await new Analyst(service).PatchAsync("any", change),
            "wrong-type", pointer, $"The value at {pointer} is of another type than the one expected.");
    }

    [Fact]
    public async Task Case_does_not_matter()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);

        var alert = await analyst.ChangeAsync(await analyst.RaiseAsync(), """{"status":"In-Progress"}""");

        Assert.Equal("in-progress", (string?)alert["status"]);
    }

    private static async Task AssertRefusedAsync(
        HttpResponseMessage response, string code, string pointer, string detail)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode is not HttpStatusCode.BadRequest) Assert.Fail($"{response.StatusCode}: {text}");

        var fault = Assert.Single(JsonNode.Parse(text)!["errors"]!.AsArray())!;
        Assert.Equal((code, pointer), ((string?)fault["code"], (string?)fault["pointer"]));
        Assert.StartsWith(detail, (string?)fault["detail"], StringComparison.Ordinal);
    }
}
