using System.Net;
using System.Text;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Faults;

/// <summary>What shippers are told when the store cannot keep up.</summary>
public sealed class BusyStoreTests
{
    // Whether batches are counted or their bytes, so many of such a size are more than may wait.
    private const int BatchesMax = 600;
    private const int BatchBytes = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Past_what_may_wait_the_whole_request_is_refused_and_nothing_else_is_lost()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = directory.At("data/detections.db"), Pooling = false,
        };
        await using var blocker = new SqliteConnection($"{file}");
        await blocker.OpenAsync();
        var hold = blocker.BeginTransaction();

        // The first to be answered while nothing can be stored is one that found too many waiting.
        var posts = new List<Task<HttpResponseMessage>>();
        while (posts.Count < BatchesMax && !posts.Exists(post => post.IsCompleted))
        {
            posts.Add(PostAsync(client, posts.Count));
            await Task.WhenAny(posts[^1], Task.Delay(1));
        }

        var first = await await Task.WhenAny(posts).WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.TooManyRequests, first.StatusCode);
        await hold.RollbackAsync();

        var taken = new HashSet<string>();
        foreach (var (batch, post) in posts.Index())
        {
            using var answer = await post.WaitAsync(Patience);
            if (answer.StatusCode is HttpStatusCode.OK) taken.Add(RecordOf(batch));
            else Refusal.AssertIsElasticsearchs(answer, await answer.Content.ReadAsStringAsync());
        }

        Assert.NotEmpty(taken);
        Assert.Equal(taken.Order(), await RecordsAsync(blocker));

        // Sent again, as shippers do, the refused ones are taken, too, and the others stay as they are.
        foreach (var batch in Enumerable.Range(0, posts.Count))
            (await PostAsync(client, batch)).EnsureSuccessStatusCode();

        Assert.Equal(Enumerable.Range(0, posts.Count).Select(RecordOf).Order(), await RecordsAsync(blocker));
    }

    // Not through the interface: it would give all the events, too.
    private static async Task<IEnumerable<string>> RecordsAsync(SqliteConnection connection)
    {
        var records = new List<string>();
        await using var command = new SqliteCommand("SELECT record_id FROM occurrences", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) records.Add(reader.GetString(0));
        return records.Order();
    }

    private static string RecordOf(int batch) => Corpus.RecordOfMatch(0, batch);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, int batch) => client.PostAsync(
        "/_bulk",
        new StringContent(
            $"{{\"create\":{{}}}}\n{Corpus.Match(0, batch, new string('x', BatchBytes))}\n", Encoding.UTF8,
            "application/x-ndjson"));
}
