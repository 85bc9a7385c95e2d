using System.Net;
using System.Text;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>Requests that are sent again because their answer got lost.</summary>
public sealed class IdempotencyTests
{
    private const string Comment = """{"text":"Asked the owner."}""";

    [Fact]
    public async Task The_same_request_is_carried_out_once_and_answered_alike()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        var first = await analyst.PostAsync($"{id}/comments", Comment, key: "k-1");
        var again = await analyst.PostAsync($"{id}/comments", Comment, key: "k-1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Single(await analyst.ItemsAsync($"{id}/comments"));
    }

    [Fact]
    public async Task A_key_belongs_to_who_uses_it_and_to_one_request()
    {
        await using var service = TestService.Start();
        var (mira, jo) = (new Analyst(service, "mira"), new Analyst(service, "jo"));
        var (id, other) = (await mira.RaiseAsync(1), await mira.RaiseAsync(2));
        await mira.PostAsync($"{id}/comments", Comment, key: "k");

        Assert.Equal(201, (int)(await jo.PostAsync($"{id}/comments", Comment, key: "k")).StatusCode);
        Assert.Equal(201, (int)(await mira.PostAsync($"{id}/comments", Comment, key: "K")).StatusCode);
        const string OfAnother = "key-of-another-request Idempotency-Key";
        Assert.Equal(
            [OfAnother],
            await Analyst.FaultsAsync(await mira.PostAsync($"{id}/comments", """{"text":"Else."}""", key: "k")));
        Assert.Equal(
            [OfAnother], await Analyst.FaultsAsync(await mira.PostAsync($"{other}/comments", Comment, key: "k")));
        Assert.Equal(3, (await mira.ItemsAsync($"{id}/comments")).Count);
    }

    [Fact]
    public async Task An_answer_outlives_a_restart()
    {
        using var directory = new TestDirectory();
        string id, first;
        await using (var service = TestService.StartOn(directory))
        {
            id = await new Analyst(service).RaiseAsync();
            first = await (await new Analyst(service).PostAsync(
                $"{id}/containment", """{"action":"host-isolation"}""", key: "k")).Content.ReadAsStringAsync();
        }

        await using var again = TestService.StartOn(directory);
        var replayed = await new Analyst(again).PostAsync(
            $"{id}/containment", """{"action":"host-isolation"}""", key: "k");

        Assert.Equal(first, await replayed.Content.ReadAsStringAsync());
        Assert.Single(await new Analyst(again).ItemsAsync($"{id}/containment"));
    }

    [Fact]
    public async Task A_step_that_was_undone_is_so_answered_to_who_asks_again()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        var step = await TestService.ReadAsync(
            await analyst.PostAsync($"{id}/containment", """{"action":"host-isolation"}"""));
        var path = $"{id}/containment/{step["id"]}/reverse";

        var first = await analyst.PostAsync(path, body: null, key: "k");
        var again = await analyst.PostAsync(path, body: null, key: "k");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(422, (int)(await analyst.PostAsync(path, body: null)).StatusCode);
    }

    [Fact]
    public async Task Many_alerts_are_answered_as_they_were_though_they_have_changed_since()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        const string Closing = $$"""{"filter":{"host":"pc-0815*"},"change":{{Analyst.Closing}},"comment":"Done."}""";

        var first = await TestService.ReadAsync(await analyst.PostAsync("actions", Closing, key: "k"));
        await analyst.ChangeAsync(id, """{"status":"open"}""");
        var again = await TestService.ReadAsync(await analyst.PostAsync("actions", Closing, key: "k"));

        Assert.Equal(1, (int)first["changed"]!);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("open", (string?)(await analyst.AlertAsync(id))["status"]);
        Assert.Single(await analyst.ItemsAsync($"{id}/comments"));
    }

    [Fact]
    public async Task What_was_refused_is_judged_anew()
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        Assert.Equal(404, (int)(await analyst.PostAsync("none/comments", Comment, key: "k")).StatusCode);
        var id = await analyst.RaiseAsync();

        Assert.Equal(201, (int)(await analyst.PostAsync($"{id}/comments", Comment, key: "k")).StatusCode);
    }

    [Fact]
    public async Task While_the_first_is_carried_out_the_second_is_told_to_wait_and_another_to_go()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory);
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        // As long as somebody else writes, the first request does not get to its end, whichever of both is the first.
        await using var other = new SqliteConnection($"Data Source={directory.Path}/detections.db;Pooling=false");
        await other.OpenAsync();
        await using var writing = other.BeginTransaction(deferred: false);
        var requests = Enumerable.Range(0, 2).Select(_ => analyst.PostAsync($"{id}/comments", Comment, "k")).ToList();
        var early = await Task.WhenAny(requests);
        Assert.Equal(HttpStatusCode.Conflict, (await early).StatusCode);
        Assert.Contains(
            "urn:detection-api:problem:still-running", await (await early).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        var different = await analyst.PostAsync($"{id}/comments", """{"text":"Else."}""", "k");
        Assert.Equal(["key-of-another-request Idempotency-Key"], await Analyst.FaultsAsync(different));

        await writing.RollbackAsync();
        var late = await requests.Single(request => request != early);
        Assert.Equal(HttpStatusCode.Created, late.StatusCode);
        Assert.Equal(201, (int)(await analyst.PostAsync($"{id}/comments", Comment, "k")).StatusCode);
        Assert.Single(await analyst.ItemsAsync($"{id}/comments"));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_carried_out()
    {
        await using var service = TestService.StartOnSocket();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            analyst.PostAsync($"{id}/comments", Comment, key: "k")));

        Assert.Single(answers, a => (int)a.StatusCode == 201 && !a.Headers.Contains("Idempotency-Replayed"));
        Assert.All(answers, answer => Assert.Contains((int)answer.StatusCode, (int[])[201, 409]));
        Assert.Single(await analyst.ItemsAsync($"{id}/comments"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ключ")]
    [InlineData(null)]
    public async Task A_key_is_of_visible_characters_and_not_too_long(string? key)
    {
        await using var service = TestService.Start();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();

        Assert.Equal(
            ["invalid-header Idempotency-Key"],
            await Analyst.FaultsAsync(
                await analyst.PostAsync($"{id}/comments", Comment, key ?? new string('k', 256)),
                HttpStatusCode.BadRequest));
        Assert.Equal(201, (int)(await analyst.PostAsync($"{id}/comments", Comment, new string('k', 255))).StatusCode);
    }

    [Theory]
    [InlineData("k")]
    [InlineData(null)]
    public async Task A_body_that_is_too_large_is_refused(string? key)
    {
        await using var service = TestService.StartOnSocket();
        var analyst = new Analyst(service);
        var id = await analyst.RaiseAsync();
        var large = new StringBuilder("{\"text\":\"").Append('x', 1024 * 1024).Append("\"}").ToString();

        Assert.Equal(413, (int)(await analyst.PostAsync($"{id}/comments", large, key)).StatusCode);
        Assert.Equal(201, (int)(await analyst.PostAsync($"{id}/comments", Comment, key)).StatusCode);
    }
}
