using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>What is said about an alert, and done about it.</summary>
public sealed class NoteTests
{
    [Fact]
    public async Task What_was_said_is_read_in_the_order_of_saying()
    {
        await using var service = TestService.StartQuiet();
        var id = await new Analyst(service).RaiseAsync();
        await new Analyst(service, "mira").PostAsync($"{id}/comments", """{"text":" First\nof all. "}""");
        var answer = await new Analyst(service, "jo").PostAsync($"{id}/comments", """{"text":"Second 👩‍💻"}""");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                [
                  { "id": "…", "at": "…", "actor": "mira", "text": "First\nof all." },
                  { "id": "…", "at": "…", "actor": "jo", "text": "Second 👩‍💻" }
                ]
                """),
            await new Analyst(service).ItemsAsync($"{id}/comments"));
        Assert.Equal("\"1\"", (await service.Client.GetAsync($"/api/v1/alerts/{id}")).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("""{}""", "missing #/text")]
    [InlineData("""{"text":" \n"}""", "blank #/text")]
    [InlineData("""{"text":"a\u001b[31m"}""", "unprintable #/text")]
    public async Task A_comment_that_says_nothing_readable_is_refused(string comment, string fault)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal([fault], await Analyst.FaultsAsync(await analyst.PostAsync($"{id}/comments", comment)));
        Assert.Empty(await analyst.ItemsAsync($"{id}/comments"));
    }

    [Fact]
    public async Task A_comment_is_bounded_and_belongs_to_an_alert()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        string Long(int length) => $$"""{"text":"{{new string('x', length)}}"}""";

        Assert.Equal(201, (int)(await analyst.PostAsync($"{id}/comments", Long(10_000))).StatusCode);
        Assert.Equal(
            ["too-long #/text"], await Analyst.FaultsAsync(await analyst.PostAsync($"{id}/comments", Long(10_001))));
        Assert.Equal(404, (int)(await analyst.PostAsync("none/comments", Long(1))).StatusCode);
        Assert.Equal(404, (int)(await service.Client.GetAsync("/api/v1/alerts/none/comments")).StatusCode);
    }

    [Fact]
    public async Task A_step_of_containment_is_recorded_and_undone_once()
    {
        await using var service = TestService.Start();
        var id = await new Analyst(service).RaiseAsync();
        var step = await TestService.ReadAsync(await new Analyst(service, "mira").PostAsync(
            $"{id}/containment", """{"action":"host-isolation","note":"until the image is taken"}"""));
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "id": "…", "action": "host-isolation", "note": "until the image is taken", "at": "…",
                  "actor": "mira", "reversedAt": null, "reversedBy": null
                }
                """),
            step);

        var undone = await TestService.ReadAsync(await new Analyst(service, "jo").PostAsync(
            $"{id}/containment/{step["id"]}/reverse", body: null));
        JsonAssert.Contains(JsonNode.Parse("""{"actor":"mira","reversedAt":"…","reversedBy":"jo"}"""), undone);

        Assert.Equal(
            ["already-reversed "],
            await Analyst.FaultsAsync(await new Analyst(service, "mira").PostAsync(
                $"{id}/containment/{step["id"]}/reverse", body: null)));
        Assert.True(JsonNode.DeepEquals(
            undone, Assert.Single(await new Analyst(service).ItemsAsync($"{id}/containment"))));
    }

    [Theory]
    [InlineData("""{}""", "missing #/action")]
    [InlineData("""{"action":"other"}""", "missing #/note")]
    [InlineData("""{"action":"host-isolation","note":""}""", "blank #/note")]
    public async Task A_step_says_what_was_done(string step, string fault)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal([fault], await Analyst.FaultsAsync(await analyst.PostAsync($"{id}/containment", step)));
    }

    [Fact]
    public async Task There_is_no_step_of_another_alert()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var (one, other) = (await analyst.RaiseAsync(1), await analyst.RaiseAsync(2));
        var step = await TestService.ReadAsync(
            await analyst.PostAsync($"{one}/containment", """{"action":"response-policy"}"""));

        Assert.Equal(404, (int)(await analyst.PostAsync($"{other}/containment/{step["id"]}/reverse", null)).StatusCode);
        Assert.Equal(404, (int)(await analyst.PostAsync($"{one}/containment/4711/reverse", null)).StatusCode);
        Assert.Equal(
            404, (int)(await analyst.PostAsync("none/containment", """{"action":"response-policy"}""")).StatusCode);
    }
}
