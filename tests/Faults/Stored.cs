using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Faults;

/// <summary>What a service has stored, as its own interface tells it, held against what shippers know.</summary>
internal static class Stored
{
    /// <summary>
    /// Fails unless all acknowledged batches are there, each event once, and of others at most whole batches that were
    /// sent, in the order in which they were sent.
    /// </summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="acknowledged">How many batches of each shipper are acknowledged, at least.</param>
    /// <param name="sent">How many batches of each shipper were sent, at most.</param>
    public static async Task AssertAsync(HttpClient client, int[] acknowledged, int[] sent)
    {
        var stored = await MatchesAsync(client);
        var once = stored.ToHashSet();
        Assert.Equal(stored.Count, once.Count);

        foreach (var (shipper, (atLeast, atMost)) in acknowledged.Zip(sent).Index())
            for (var (batch, isMissing) = (0, false); batch < atMost; batch++)
            {
                var matches = Corpus.Matches(shipper, batch);
                var found = matches.Count(once.Remove);
                isMissing |= batch >= atLeast && matches.Count > 0 && found == 0;
                var expected = isMissing ? 0 : matches.Count;
                if (found != expected)
                    Assert.Fail(
                        $"shipper {shipper}, batch {batch}: {found} of {matches.Count} matches, expected {expected}; "
                        + $"{atLeast} batches are acknowledged, {atMost} sent");
            }

        Assert.Empty(once);
    }

    /// <summary>The same of a service that nobody has asked yet.</summary>
    public static async Task AssertAsync(Uri address, int[] acknowledged, int[] sent)
    {
        using var client = new HttpClient { BaseAddress = address };
        await AssertAsync(client, acknowledged, sent);
    }

    /// <summary>Fails unless SQLite finds every page of all databases in order.</summary>
    /// <param name="data">The data directory of a service that is at rest.</param>
    public static async Task AssertIsWholeAsync(string data)
    {
        using var copy = CopyOf(data);
        foreach (var database in Directory.GetFiles(copy.Path, "*.db"))
            Assert.Equal("ok", await ValueAsync(database, "PRAGMA integrity_check"));
    }

    /// <summary>
    /// Fails unless what processes did is there of every event that was acknowledged; some may be there twice.
    /// </summary>
    /// <param name="data">The data directory of a service that is at rest.</param>
    /// <param name="acknowledged">How many batches of each shipper are acknowledged.</param>
    public static async Task AssertHasContextAsync(string data, int[] acknowledged)
    {
        using var copy = CopyOf(data);
        var stored = (long)await ValueAsync(copy.At("context.db"), "SELECT sum(count) FROM segments");
        var expected = acknowledged.Index()
            .Sum(one => Enumerable.Range(0, one.Item).Sum(batch => Corpus.Count(one.Index, batch)));
        Assert.True(stored >= expected, $"{stored} events of {expected}");
    }

    /// <summary>The databases and their logs: all that outlives a process, and a machine.</summary>
    public static IEnumerable<string> Files(string data) => Directory.EnumerateFiles(data, "*.db*")
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal));

    /// <summary>The record numbers of all occurrences, raised or not, repeats included.</summary>
    public static async Task<List<string>> MatchesAsync(HttpClient client)
    {
        var records = new List<string>();
        var keys = new HashSet<string>();
        foreach (var alert in await AllAsync(client, "/api/v1/alerts?disposition=raised,overflow"))
        {
            var occurrences = await AllAsync(client, $"/api/v1/alerts/{alert["id"]}/occurrences?");
            records.AddRange(occurrences.Select(occurrence => (string)occurrence["recordId"]!));
            foreach (var occurrence in occurrences) Assert.True(keys.Add((string)occurrence["eventKey"]!));

            // An alert is written together with its occurrences or not at all.
            Assert.Equal(occurrences.Count, (int)alert["occurrenceCount"]!);
            Assert.Equal((string)occurrences[0]["at"]!, (string)alert["firstSeenAt"]!);
            Assert.Equal((string)occurrences[^1]["at"]!, (string)alert["lastSeenAt"]!);
        }

        return records;
    }

    /// <summary>All of a list, page by page.</summary>
    public static async Task<List<JsonNode>> AllAsync(HttpClient client, string path, int limit = 1000)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonNode>($"{path}&limit={limit}&cursor={cursor}");
            all.AddRange(page!["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        return all;
    }

    // SQLite resolves paths, and where we look through another process's eyes it would look with ours.
    private static TestDirectory CopyOf(string data)
    {
        var copy = new TestDirectory();
        foreach (var file in Files(data)) File.Copy(file, copy.At(Path.GetFileName(file)));
        return copy;
    }

    private static async Task<object> ValueAsync(string database, string sql)
    {
        var file = new SqliteConnectionStringBuilder { DataSource = database, Pooling = false };
        await using var connection = new SqliteConnection($"{file}");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        return (await command.ExecuteScalarAsync())!;
    }
}
