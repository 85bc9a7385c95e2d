using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems;

namespace DetectionApi.ApiTests;

/// <summary>Exception lists that come in: all of one or nothing.</summary>
public sealed class ExceptionImportTests : IAsyncDisposable
{
    private readonly TestService _service = TestService.StartQuiet();
    private readonly ExceptionFiles _files;

    public ExceptionImportTests() => _files = new ExceptionFiles(_service);

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Imported_items_are_drafts_and_the_answer_counts_them_in_Kibanas_words_and_ours()
    {
        var answer = await _files.ImportedAsync($"{ExceptionFiles.Line("one")}\r\n\n{ExceptionFiles.Line("two")}");

        Assert.Equal((true, 2, 2, 0), ((bool)answer["success"]!, (int)answer["success_count"]!,
            (int)answer["success_count_exception_list_items"]!, (int)answer["success_count_exception_lists"]!));
        Assert.Equal((2, 2, 0, 0), ((int)answer["created"]!, (int)answer["draft"]!, (int)answer["active"]!,
            answer["errors"]!.AsArray().Count));
        Assert.Equal([1, 3], answer["notes"]!.AsArray().Select(note => (int)note!["line"]!));
        Assert.Equal(2, (await _files.ExportedItemsAsync("?status=draft")).Count);
        Assert.Empty(await _files.ExportedItemsAsync(""));
    }

    [Fact]
    public async Task Submitted_items_are_in_force_where_nobody_has_to_approve_them()
    {
        var credential = ExceptionFiles.Line(
            "two", line => line["entries"]![1]!["value"] = @"C:\Windows\System32\lsass.exe");

        Assert.Equal(
            ["1 two credential-needs-identity"], (await _files.RefusedAsync(credential, "?submit=true")).Take(1));
        var answer = await _files.ImportedAsync(ExceptionFiles.Line("one"), "?submit=true");

        Assert.Equal((0, 0, 1), ((int)answer["draft"]!, (int)answer["pending"]!, (int)answer["active"]!));
        Assert.Single(await _files.ExportedItemsAsync(""));
    }

    [Fact]
    public async Task One_line_that_is_refused_refuses_all_of_them_each_with_its_reason()
    {
        var lines = string.Join('\n',
            ExceptionFiles.Line("good"),
            "{",
            ExceptionFiles.Line("excluded", line => line["entries"]![0]!["operator"] = "excluded"),
            ExceptionFiles.Line("named-only", line => line["entries"]![0] = JsonNode.Parse(
                KibanaLine.Entry("process.executable", "wildcard", @"*\agent.exe"))),
            ExceptionFiles.Line("past", line => line["expire_time"] = "2020-01-01T00:00:00Z"),
            ExceptionFiles.Line("good"));

        Assert.Equal(
            [
                "2  malformed-json", "3 excluded unsupported-operator", "4 named-only wildcard-in-first-segment",
                "4 named-only source-user-writable", "5 past expiry-past", "6 good duplicate-item",
            ],
            (await _files.RefusedAsync(lines)).Distinct());
        Assert.Empty(await _files.ExportedItemsAsync());
    }

    [Fact]
    public async Task An_item_for_all_hosts_without_evidence_is_refused_by_the_gate_of_posted_ones() => Assert.Equal(
        ["1 one all-hosts-without-evidence"],
        await _files.RefusedAsync(ExceptionFiles.Line("one", line => line["entries"]!.AsArray().RemoveAt(4))));

    [Fact]
    public async Task Two_items_of_one_file_that_mean_the_same_are_one_too_many_once_they_are_submitted()
    {
        var twin = ExceptionFiles.Line("twin", line => line["entries"]![4]!["value"] = "host-one");

        Assert.Equal(
            ["2 twin duplicate"], await _files.RefusedAsync($"{ExceptionFiles.Line("one")}\n{twin}", "?submit=true"));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_stores_nothing()
    {
        var answer = await _files.ImportedAsync(ExceptionFiles.Line(), "?dryRun=true&submit=true");

        Assert.Equal((true, 1, 1), ((bool)answer["dryRun"]!, (int)answer["created"]!, (int)answer["active"]!));
        Assert.Empty(await _files.ExportedItemsAsync());
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused_unless_the_item_is_to_be_overwritten()
    {
        await _files.ImportedAsync(ExceptionFiles.Line());

        Assert.Equal(["1 one id-taken"], await _files.RefusedAsync(ExceptionFiles.Line()));
        var changed = ExceptionFiles.Line("one", line => line["name"] = "Another name");
        var answer = await _files.ImportedAsync(changed, "?overwrite=true");
        Assert.Equal((0, 1), ((int)answer["created"]!, (int)answer["updated"]!));
        Assert.Contains("Another name", Assert.Single(await _files.ExportedItemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overwriting_does_not_widen_what_somebody_had_to_approve_nor_bring_back_what_was_revoked()
    {
        await _files.ImportedAsync(ExceptionFiles.Line(), "?submit=true");
        Assert.Equal(["one done"], await _files.ActedAsync(
            """{"actions":[{"revoke":{"id":"one","version":2,"comment":"Over."}}]}"""));

        Assert.Equal(
            ["1 one transition-refused"],
            await _files.RefusedAsync(ExceptionFiles.Line(), "?submit=true&overwrite=true"));
    }

    [Fact]
    public async Task The_examples_of_the_document_work_as_they_stand()
    {
        var lines = JsonNode.Parse(ExceptionFileExamples.Import)!.AsArray().Select(line => line!.ToJsonString());
        var answer = await _files.ImportedAsync(string.Join('\n', lines));

        Assert.Equal(
            JsonNode.Parse(ExceptionFileExamples.ImportAnswer)!.ToJsonString(), answer.ToJsonString());

        // The demonstration leaves it; here it only has to be there.
        await _files.ImportedAsync(ExceptionFiles.Line("contoso-backup"), "?submit=true");
        Assert.Equal(
            JsonNode.Parse(ExceptionFileExamples.ActionsAnswer)!.ToJsonString(),
            (await TestService.ReadAsync(await _files.ActAsync(ExceptionFileExamples.Actions))).ToJsonString());
    }

    [Fact]
    public async Task The_history_says_that_an_item_was_imported()
    {
        await _files.ImportedAsync(ExceptionFiles.Line());

        var history = await _service.GetAsync("/api/v1/exceptions/one/history");

        Assert.Equal("Imported from line 1 of an exported list.", (string?)history["items"]![0]!["comment"]);
    }

    [Fact]
    public async Task Comments_come_along_once()
    {
        var line = ExceptionFiles.Line("one", item => item["comments"] = JsonNode.Parse(
            """[{"comment":"Known since May.","created_at":"2025-05-01T10:00:00.000Z","created_by":"k.roe"}]"""));

        await _files.ImportedAsync(line);
        await _files.ImportedAsync(line, "?overwrite=true");

        Assert.Equal(
            """[{"comment":"Known since May.","created_at":"2025-05-01T10:00:00.000Z","created_by":"k.roe"}]""",
            JsonNode.Parse((await _files.ExportedItemsAsync())[0])!["comments"]!.ToJsonString());
    }

    [Fact]
    public async Task A_comment_of_a_file_says_who_imported_it_unless_he_said_it_himself()
    {
        await new ExceptionFiles(_service, "nora").ImportedAsync(
            ExceptionFiles.Line("one", item => item["comments"] = JsonNode.Parse(
                """
                [{"comment":"Known since May.","created_at":"2025-05-01T10:00:00.000Z","created_by":"k.roe"},
                {"comment":"Still so.","created_at":"2025-06-01T10:00:00.000Z","created_by":"nora"}]
                """)));

        var comments = (await _service.GetAsync("/api/v1/exceptions/one/comments"))["items"]!.AsArray();

        Assert.Equal(
            ["nora: Imported as of k.roe, 2025-05-01T10:00:00.000Z: Known since May.", "nora: Still so."],
            comments.Select(said => $"{said!["actor"]}: {said["text"]}"));
    }

    [Fact]
    public async Task A_form_with_a_file_is_taken_as_Kibana_posts_it()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ignored"), "note" },
            { new StringContent(ExceptionFiles.Line() + "\n"), "file", "list.ndjson" },
        };

        var answer = await TestService.ReadAsync(await _files.PostAsync("import", form));

        Assert.Equal(1, (int)answer["created"]!);
    }

    [Theory]
    [InlineData("multipart/form-data", "x", "malformed-body")]
    [InlineData("multipart/form-data; boundary=a", "--a\r\n\r\nx\r\n--a--\r\n", "malformed-body")]
    [InlineData(
        "multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n{",
        "malformed-body")]
    [InlineData("multipart/form-data; boundary=a", "", "malformed-body")]
    public async Task A_form_that_is_none_is_refused(string type, string body, string code)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await _files.PostAsync("import", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_sent_again_is_carried_out_once()
    {
        var first = await _files.ImportAsync(ExceptionFiles.Line(), "", "key-1");
        var again = await _files.ImportAsync(ExceptionFiles.Line(), "", "key-1");
        var other = await _files.ImportAsync(ExceptionFiles.Line("two"), "", "key-1");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Single(await _files.ExportedItemsAsync());
    }

    [Fact]
    public async Task A_line_too_long_and_too_many_items_are_refused_as_a_whole()
    {
        var lines = string.Concat(Enumerable.Repeat("{}\n", 10_001));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _files.ImportAsync(lines)).StatusCode);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await _files.ImportAsync($"{{}}\n\"{new string('x', 1_100_000)}\"\n")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task A_body_without_lines_is_none(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _files.ImportAsync(body)).StatusCode);

    [Fact]
    public async Task A_parameter_that_nobody_asks_for_is_refused() => Assert.Equal(
        HttpStatusCode.BadRequest, (await _files.ImportAsync(ExceptionFiles.Line(), "?dryrum=true")).StatusCode);
}
