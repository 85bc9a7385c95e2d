using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>Who signed which file, as analysts say.</summary>
public sealed class InventoryTests
{
    private const string Path = "/api/v1/inventory/signers";
    private static readonly string Hash = SomeContext.Sha256;

    [Fact]
    public async Task What_is_uploaded_is_listed_with_who_said_so_and_taken_out_again()
    {
        await using var service = TestService.Start();

        var answer = await PutAsync(
            service, $$"""[{"sha256":"{{Hash.ToUpperInvariant()}}","subject":" Example Ltd ","note":" "}]""",
            "m.weber");
        Assert.Equal((1, 0), ((int)answer["added"]!, (int)answer["refused"]!));
        var signer = Assert.Single((await service.GetAsync(Path))["items"]!.AsArray())!;
        Assert.Equal((Hash, "Example Ltd"), ((string?)signer["sha256"], (string?)signer["subject"]));
        Assert.Null(signer["note"]);
        Assert.Equal("m.weber", (string?)signer["changedBy"]);

        using var removed = await service.Client.DeleteAsync($"{Path}/{Hash.ToUpperInvariant()}");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        using var again = await service.Client.DeleteAsync($"{Path}/{Hash}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Empty((await service.GetAsync(Path))["items"]!.AsArray());
    }

    [Fact]
    public async Task Each_entry_is_refused_for_itself_with_what_is_wrong_and_where()
    {
        await using var service = TestService.Start();

        var answer = await PutAsync(service, $$"""
            [
              {"sha256":"{{Hash}}","subject":"Example Ltd"}, {"sha256":"12","subject":"Example Ltd"},
              {"sha256":"{{new string('a', 64)}}"}, null, {"sha256":"{{Hash}}","subject":"Another Ltd"},
              {"sha256":"{{new string('b', 64)}}","subject":"two\nlines"},
              {"sha256":"{{new string('d', 64)}}","subject":"Example Ltd","note":"\u0000"}
            ]
            """);

        Assert.Equal((1, 6), ((int)answer["added"]!, (int)answer["refused"]!));
        Assert.Equal(
            [
                "0 added ", "1 refused invalid-sha256 #/1/sha256", "2 refused missing #/2/subject",
                "3 refused missing #/3", "4 refused repeated #/4/sha256", "5 refused unprintable #/5/subject",
                "6 refused unprintable #/6/note",
            ],
            answer["items"]!.AsArray().Select(item => $"{item!["index"]} {item["status"]} {Errors(item)}"));
        Assert.Single((await service.GetAsync(Path))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_stores_nothing()
    {
        await using var service = TestService.Start();

        var answer = await PutAsync(
            service, $$"""[{"sha256":"{{Hash}}","subject":"Example Ltd"}]""", query: "?dryRun=true");

        Assert.Equal((true, 1), ((bool)answer["dryRun"]!, (int)answer["added"]!));
        Assert.Empty((await service.GetAsync(Path))["items"]!.AsArray());
    }

    [Theory]
    [InlineData(10_000, HttpStatusCode.OK)]
    [InlineData(10_001, HttpStatusCode.UnprocessableEntity)]
    public async Task Ten_thousand_at_once_are_taken_and_no_more(int count, HttpStatusCode status)
    {
        await using var service = TestService.Start();
        var entries = Enumerable.Range(0, count).Select(i => new { sha256 = $"{i:x64}", subject = "Example Ltd" });

        using var answer = await service.Client.PutAsJsonAsync(Path, entries);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(
            status is HttpStatusCode.OK ? 1000 : 0,
            (await service.GetAsync($"{Path}?limit=1000"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_list_is_read_part_by_part_and_by_subject()
    {
        await using var service = TestService.Start();
        await service.Client.PutAsJsonAsync(Path, Enumerable.Range(0, 25)
            .Select(i => new { sha256 = $"{i:x64}", subject = i % 2 == 0 ? "Example Ltd" : "Another Ltd" }));

        var listed = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var part = await service.GetAsync(
                $"{Path}?limit=5&subject=EXAMPLE%20ltd{(cursor == "" ? "" : $"&cursor={cursor}")}");
            listed.AddRange(part["items"]!.AsArray().Select(signer => (string?)signer!["sha256"]));
            cursor = (string?)part["nextCursor"];
        }

        Assert.Equal(Enumerable.Range(0, 13).Select(i => $"{i * 2:x64}"), listed);
    }

    [Fact]
    public async Task An_alert_that_comes_after_the_upload_knows_the_signer_and_who_says_so()
    {
        await using var service = TestService.Start();
        await PutAsync(service, $$"""[{"sha256":"{{Hash}}","subject":"Example Ltd"}]""");

        await service.PostBulkAsync(
            Support.Some.ProcessAccess().With("process.hash.sha256", Hash).Json);

        var alert = Assert.Single(await service.AlertsAsync())!;
        Assert.Equal(
            """{"state":"trusted","subject":"Example Ltd","foundBy":"inventory"}""",
            alert["source"]!["signer"]!.ToJsonString());
    }

    [Theory]
    [InlineData("system")]
    [InlineData(" System. ")]
    public async Task Nobody_acts_under_the_name_of_the_service(string actor)
    {
        await using var service = TestService.Start();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Path}/{Hash}");
        request.Headers.TryAddWithoutValidation("X-Actor", actor);

        using var answer = await service.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("actor-reserved", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_alerts_speak_against_is_refused_with_the_reason_also_in_a_dry_run()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(
            Support.Some.ProcessAccess().With("process.hash.sha256", Hash)
                .With("process.code_signature.exists", false).Json);

        foreach (var query in new[] { "?dryRun=true", "" })
        {
            var answer = await PutAsync(
                service, $$"""[{"sha256":"{{Hash}}","subject":"Example Ltd"}]""", query: query);

            var item = Assert.Single(answer["items"]!.AsArray())!;
            Assert.Equal("refused contradicts-alert #/0/sha256", $"{item["status"]} {Errors(item)}");
            Assert.Equal((0, 1), ((int)answer["added"]!, (int)answer["refused"]!));
        }
    }

    private static string Errors(JsonNode item) =>
        string.Join(", ", item["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["pointer"]}"));

    private static async Task<JsonNode> PutAsync(
        TestService service, string body, string actor = "local", string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path + query)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Actor", actor);
        using var answer = await service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
