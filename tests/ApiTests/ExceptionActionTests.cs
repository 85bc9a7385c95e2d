using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>Many exception items at once.</summary>
public sealed class ExceptionActionTests : IAsyncDisposable
{
    private readonly TestService _service = TestService.StartQuiet();
    private readonly ExceptionFiles _files;

    public ExceptionActionTests() => _files = new ExceptionFiles(_service);

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Each_is_done_or_refused_for_itself_and_sees_what_those_before_it_did()
    {
        Assert.Equal(
            [
                "one done", "one done", "two refused target-missing", "one refused id-taken", "three not-found",
                "one stale", "one done",
            ],
            await _files.ActedAsync(Actions(
                $$"""{"create":{{Item("one")}}}""",
                """{"submit":{"id":"one"}}""",
                $$"""{"create":{{Item("two", item => item.Remove("target"))}}}""",
                $$"""{"create":{{Item("one")}}}""",
                """{"revoke":{"id":"three","version":1,"comment":"Over."}}""",
                $$$"""{"update":{"id":"one","version":1,"item":{{{Item("one")}}}}}""",
                """{"revoke":{"id":"one","version":2,"comment":"Over."}}""")));
        Assert.Single(await _files.ExportedItemsAsync("?status=revoked"));
    }

    [Fact]
    public async Task All_or_nothing_is_nothing_if_one_is_refused()
    {
        var actions = Actions(
            $$"""{"create":{{Item("one")}}}""",
            $$"""{"create":{{Item("two", item => item.Remove("target"))}}}""").Replace(
            "\"actions\"", "\"atomic\":true,\"actions\"", StringComparison.Ordinal);

        Assert.Equal(["one held-back", "two refused target-missing"], await _files.ActedAsync(actions));
        Assert.Empty(await _files.ExportedItemsAsync());
    }

    [Fact]
    public async Task All_or_nothing_is_nothing_if_one_cannot_even_be_read()
    {
        var actions = Actions(
            $$"""{"create":{{Item("one")}}}""",
            $$"""{"create":{{Item("two", item => item.Remove("name"))}}}""").Replace(
            "\"actions\"", "\"atomic\":true,\"actions\"", StringComparison.Ordinal);

        Assert.Equal(["one held-back", "two refused missing"], await _files.ActedAsync(actions));
        Assert.Empty(await _files.ExportedItemsAsync());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var actions = Actions($$"""{"create":{{Item("one")}}}""", """{"submit":{"id":"one"}}""").Replace(
            "\"actions\"", "\"dryRun\":true,\"actions\"", StringComparison.Ordinal);

        Assert.Equal(["one done", "one done"], await _files.ActedAsync(actions));
        Assert.Empty(await _files.ExportedItemsAsync());
    }

    [Theory]
    [InlineData("""{"submit":{}}""", "#/actions/0/submit/id")]
    [InlineData("""{"revoke":{"id":"one","comment":"x"}}""", "#/actions/0/revoke/version")]
    [InlineData("""{"revoke":{"id":"one","version":1}}""", "#/actions/0/revoke/comment")]
    [InlineData("""{"update":{"id":"one","item":{}}}""", "#/actions/0/update/version")]
    [InlineData("""{"update":{"id":"one","version":1,"item":{}}}""", "#/actions/0/update/item/name")]
    [InlineData("""{"create":{"scope":{"hosts":[null]}}}""", "#/actions/0/create/name")]
    public async Task What_is_missing_is_refused_with_its_place(string action, string pointer)
    {
        var answer = await TestService.ReadAsync(await _files.ActAsync(Actions(action)));

        Assert.Equal("refused", (string?)answer["items"]![0]!["status"]);
        Assert.Equal(pointer, (string?)answer["items"]![0]!["refusals"]![0]!["pointer"]);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"actions":[]}""")]
    [InlineData("""{"actions":[null]}""")]
    [InlineData("""{"actions":[{}]}""")]
    [InlineData("""{"actions":[{"submit":{"id":"a"},"revoke":{"id":"a"}}]}""")]
    public async Task A_request_that_does_not_say_what_to_do_is_refused(string body) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _files.ActAsync(body)).StatusCode);

    [Fact]
    public async Task More_than_a_thousand_are_too_many() => Assert.Equal(
        HttpStatusCode.UnprocessableEntity,
        (await _files.ActAsync(Actions(Enumerable.Repeat("""{"submit":{"id":"a"}}""", 1001)))).StatusCode);

    [Fact]
    public async Task The_same_request_sent_again_is_carried_out_once()
    {
        var body = Actions($$"""{"create":{{Item("one")}}}""");

        var first = await _files.ActAsync(body, "key-1");
        var again = await _files.ActAsync(body, "key-1");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    private static string Actions(params IEnumerable<string> actions) =>
        $$"""{"actions":[{{string.Join(',', actions)}}]}""";

    private static string Item(string id, Action<JsonObject>? change = null)
    {
        var item = JsonNode.Parse("""
            {
              "name": "Backup", "owner": "mira", "reason": "The backup asks what its own service is doing.",
              "source": { "executable": "C:\\Program Files\\Contoso\\backup.exe" },
              "target": { "image": "C:\\Program Files\\Contoso\\service.exe" },
              "access": { "classes": ["query"] },
              "callTrace": { "firstFrame": { "kind": "source-image" } },
              "scope": { "hosts": ["srv-12"] },
              "expiresInDays": 30
            }
            """)!.AsObject();
        item["id"] = id;
        change?.Invoke(item);
        return item.ToJsonString();
    }
}
