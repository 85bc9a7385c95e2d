using System.Net;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>What shippers are told when the store cannot keep up.</summary>
public sealed class BusyStoreTests
{
    private const int Batches = 80;

    [Fact]
    public async Task Past_a_number_of_waiting_batches_the_whole_request_is_refused_and_nothing_else_is_lost()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory, ("Ingest:WaitingBytesMax", "1048576"));
        await using var blocker = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "detections.db")}");
        await blocker.OpenAsync();
        var hold = blocker.BeginTransaction();
        var posts = Enumerable.Range(1, Batches).Select(i => PostAsync(service, i)).ToList();

        // The first to be answered while nothing can be stored are those that found too many waiting.
        var first = await await Task.WhenAny(posts).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, first.StatusCode);
        Assert.Equal("5", first.Headers.RetryAfter?.ToString());
        Assert.True(first.Headers.Contains("X-Elastic-Product"));
        Assert.Contains("store_busy_exception", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await hold.RollbackAsync();

        var answers = await Task.WhenAll(posts);
        var taken = answers.Count(answer => answer.StatusCode is HttpStatusCode.OK);
        Assert.Equal(Batches, taken + answers.Count(answer => answer.StatusCode is HttpStatusCode.TooManyRequests));
        Assert.Equal(taken, (await service.AlertsAsync("&disposition=raised,overflow")).Count);

        // Sent again, as shippers do, the refused ones are taken, too, and the others stay as they are.
        foreach (var i in Enumerable.Range(1, Batches)) await service.PostBulkAsync(Some.RaisedEvent(i));
        Assert.Equal(Batches, (await service.AlertsAsync("&disposition=raised,overflow")).Count);
    }

    private static Task<HttpResponseMessage> PostAsync(TestService service, int number) =>
        service.Client.PostAsync("/_bulk", TestService.Body(Bulk.Of(Some.RaisedEvent(number))));
}
