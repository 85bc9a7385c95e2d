using DetectionApi.Api.Ingest;
using DetectionApi.Api.Shippers;
using Microsoft.AspNetCore.Http;

namespace DetectionApi.ApiTests;

/// <summary>What of an answer a shipper gets to see.</summary>
public sealed class BulkAnswerTests
{
    private const string Whole =
        """{"took":3,"errors":true,"items":[{"create":{"_index":"i","result":"created","status":201}},"""
        + """{"create":{"_index":"i","result":"created","status":201}},"""
        + """{"index":{"_index":"i","_id":"7","status":400"""
        + ""","error":{"type":"document_parsing_exception","reason":"it is no object"}}}]}""";

    [Theory]
    [InlineData("", Whole)]
    [InlineData("**.status", Whole)]
    [InlineData("-took", Whole)]
    [InlineData("items.*.err*", Whole)]
    [InlineData("errors,items.*.error,items.*.status,items.*.failure_store",
        """{"errors":true,"items":[{"create":{"status":201}},{"create":{"status":201}},{"index":{"status":400"""
        + ""","error":{"type":"document_parsing_exception","reason":"it is no object"}}}]}""")]
    [InlineData("items.*._index,items.*.status,items.*.error.type",
        """{"items":[{"create":{"_index":"i","status":201}},{"create":{"_index":"i","status":201}},"""
        + """{"index":{"_index":"i","status":400,"error":{"type":"document_parsing_exception"}}}]}""")]
    [InlineData("errors,items.*.error.reason",
        """{"errors":true,"items":[{"index":{"error":{"reason":"it is no object"}}}]}""")]
    [InlineData("items.index", """{"items":[{"index":{"_index":"i","_id":"7","status":400"""
        + ""","error":{"type":"document_parsing_exception","reason":"it is no object"}}}]}""")]
    [InlineData("took,errors", """{"took":3,"errors":true}""")]
    [InlineData("none", "{}")]
    [InlineData(".took,,", "{}")]
    public async Task A_filter_leaves_what_it_names(string filter, string expected)
    {
        var items = new BulkItems();
        var (taken, unreadable) = (
            new BulkAction(BulkActionKind.Create, "i", null), new BulkAction(BulkActionKind.Index, "i", "7"));
        items.Add(BulkItem.Taken(taken));
        items.Add(BulkItem.Taken(taken));
        items.Add(BulkItem.Refused(unreadable, EventRefusal.Unreadable("it is no object")));

        Assert.Equal(expected, await AnswerAsync(items, filter));
    }

    [Fact]
    public async Task A_long_answer_has_an_item_for_every_action()
    {
        var items = new BulkItems();
        for (var i = 0; i < 50_000; i++)
            items.Add(BulkItem.Taken(new BulkAction(BulkActionKind.Create, i % 9 == 0 ? "a" : "b", null)));

        var answer = await AnswerAsync(items, "items.*._index");

        Assert.Equal(50_000, items.Count);
        var expected = string.Join(',', Enumerable.Range(0, 50_000)
            .Select(i => $$$"""{"create":{"_index":"{{{(i % 9 == 0 ? "a" : "b")}}}"}}"""));
        Assert.Equal($$"""{"items":[{{expected}}]}""", answer);
    }

    private static async Task<string> AnswerAsync(BulkItems items, string filter)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new BulkAnswer(items, BulkAnswerFilter.Of(filter))
            .WriteAsync(context.Response, TimeSpan.FromMilliseconds(3), default);
        await context.Response.CompleteAsync();
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
