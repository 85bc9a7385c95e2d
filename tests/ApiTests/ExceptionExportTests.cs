using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems;
using DetectionApi.Api.ExceptionItems.Kibana;

namespace DetectionApi.ApiTests;

/// <summary>Exception items as a file.</summary>
public sealed class ExceptionExportTests : IAsyncDisposable
{
    private readonly TestService _service = TestService.StartQuiet();
    private readonly ExceptionFiles _files;

    public ExceptionExportTests() => _files = new ExceptionFiles(_service);

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task An_export_is_the_list_the_items_and_how_many_they_are()
    {
        await _files.ImportedAsync(Lines(3), "?submit=true");

        var lines = (await _files.ExportAsync()).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(5, lines.Count);
        Assert.Equal("detection-api", (string?)lines[0]["list_id"]);
        Assert.Equal(["item-0", "item-1", "item-2"], lines[1..4].Select(line => (string)line["item_id"]!).Order());
        Assert.Equal(3, (int)lines[4]["exported_exception_list_item_count"]!);
    }

    [Fact]
    public async Task What_one_service_exported_another_one_imports_and_exports_alike()
    {
        await _files.ImportedAsync(ExceptionFiles.Line("one", line => line["comments"] = JsonNode.Parse(
            """[{"comment":"Known.","created_at":"2025-05-01T10:00:00.000Z","created_by":"k.roe"}]""")),
            "?submit=true");
        var exported = await _files.ExportAsync();

        await using var other = TestService.StartQuiet();
        var elsewhere = new ExceptionFiles(other, "nora");
        var answer = await elsewhere.ImportedAsync(string.Join('\n', exported), "?submit=true");

        Assert.Empty(answer["notes"]!.AsArray());
        Assert.Equal(exported, await elsewhere.ExportAsync());
    }

    [Fact]
    public async Task A_file_of_more_items_than_are_read_at_once_is_whole()
    {
        await _files.ImportedAsync(Lines(1203));

        var lines = await _files.ExportAsync("?status=draft");

        Assert.Equal(1205, lines.Distinct().Count());
    }

    [Fact]
    public async Task The_filters_are_those_of_the_list()
    {
        await _files.ImportedAsync(Lines(3));

        Assert.Equal("item-1", (string?)JsonNode.Parse(
            Assert.Single(await _files.ExportedItemsAsync("?status=draft&host=host-item-1")))!["item_id"]);
        Assert.Empty(await _files.ExportedItemsAsync("?status=draft&target=lsass.exe"));
        Assert.DoesNotContain(
            "\"meta\"", (await _files.ExportedItemsAsync("?status=draft&meta=false"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_a_name_and_a_type()
    {
        var answer = await _service.Client.GetAsync("/api/v1/exceptions/export");

        Assert.Equal("application/ndjson", answer.Content.Headers.ContentType?.MediaType);
        var disposition = answer.Content.Headers.ContentDisposition;
        Assert.Equal(("attachment", "exceptions.ndjson"), (disposition?.DispositionType, disposition?.FileName));
    }

    [Fact]
    public void The_example_in_the_document_is_what_would_be_written()
    {
        var lines = JsonNode.Parse(ExceptionFileExamples.Export)!.AsArray();
        var file = KibanaLine.Read(lines.Select(line => line!.ToJsonString()));

        Assert.Empty(file.Faults);
        var item = Assert.Single(file.Items);
        Assert.Empty(item.Notes);
        Assert.Equal(
            [.. lines.Select(line => line!.ToJsonString())],
            new[]
            {
                KibanaWriter.List(),
                KibanaWriter.Item(item.Id, item.Request.ToContent(KibanaLine.Now), item.Comments),
                KibanaWriter.Details(1),
            }.Select(line => JsonNode.Parse(line)!.ToJsonString()));
    }

    [Fact]
    public async Task Ten_thousand_items_are_imported_into_force_at_once_and_exported_again()
    {
        var answer = await _files.ImportedAsync(Lines(10_000), "?submit=true");

        Assert.Equal((10_000, 10_000), ((int)answer["created"]!, (int)answer["active"]!));
        Assert.Equal(10_002, (await _files.ExportAsync()).Count);
    }

    private static string Lines(int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(number => ExceptionFiles.Line($"item-{number}")));
}
