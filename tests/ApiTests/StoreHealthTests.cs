using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>What the readiness tells of the store's files, and what goes from the quarantine by itself.</summary>
public sealed class StoreHealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_files_are_told_with_their_size_and_found_whole_after_a_while()
    {
        await using var service = TestService.Start();
        var file = (await service.GetAsync("/health/ready"))["store"]![0]!;

        Assert.Equal("detections.db", (string?)file["name"]);
        Assert.InRange((long)file["bytes"]! + (long)file["walBytes"]!, 4096, long.MaxValue);
        Assert.Equal("not-checked-yet", (string?)file["integrity"]);
        Assert.Null(file["checkedAt"]);

        var checkedFile = await UntilAsync(async () => (await service.GetAsync("/health/ready"))["store"]![0]!,
            found => (string?)found["integrity"] == "ok");
        Assert.EndsWith("Z", (string?)checkedFile["checkedAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_makes_the_service_unready_and_is_logged_once()
    {
        using var directory = new TestDirectory();
        await using (var whole = TestService.StartOn(directory))
            await whole.PostBulkAsync(Enumerable.Range(1, 50).Select(Some.RaisedEvent));
        SqliteConnection.ClearAllPools();
        Damage(Path.Combine(directory.Path, "detections.db"));

        await using var service = ServiceProcess.Start(
            directory, ["--urls", "http://127.0.0.1:0", "--Storage:DataDirectory", directory.Path]);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        using var answer = await UntilAsync(
            () => client.GetAsync("/health/ready"), found => found.StatusCode != HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:detection-api:problem:store-damaged", (string?)problem["type"]);
        Assert.StartsWith("detections.db: ", (string?)problem["errors"]![0]!["detail"], StringComparison.Ordinal);
        await service.KillAsync();
        var (_, _, output) = await service.DoneAsync();
        Assert.Single(output.Split('\n'), line => line.Contains("detections.db is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_could_not_be_read_goes_after_its_days()
    {
        using var directory = new TestDirectory();
        await using (var service = TestService.StartOn(directory))
            await service.PostBulkAsync("no event", "none either");
        Execute(directory, "UPDATE quarantine SET last_received_at = 0 WHERE position = 0");

        await using var later = TestService.StartOn(directory);
        var left = await UntilAsync(
            async () => (await later.GetAsync("/api/v1/quarantine"))["items"]!.AsArray(), items => items.Count < 2);

        Assert.Equal("none either", (string?)Assert.Single(left)!["text"]);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask();
            if (isThere(answer)) return answer;
            await Task.Delay(50, patience.Token);
        }
    }

    // In an index that no start and no list reads.
    private static void Damage(string file)
    {
        long page;
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE name = 'IX_alerts_fold_key'";
            page = (long)command.ExecuteScalar()!;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = (page - 1) * 4096;
        stream.Write(new byte[64].Select((_, i) => (byte)(i * 37 + 5)).ToArray());
    }

    private static void Execute(TestDirectory directory, string statement)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(directory.Path, "detections.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
