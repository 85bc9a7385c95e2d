using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>The command <c>backup</c>, and starting on what it made.</summary>
public sealed class BackupTests
{
    private const string AnyPort = "http://127.0.0.1:0";
    private const int EventsPerBatch = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_began_is_in_it_while_shippers_go_on()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", AnyPort]);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        using var end = new CancellationTokenSource();
        var shipper = new Shipper(client);
        var shipping = shipper.ShipUntilAsync(end.Token);

        for (var copy = 0; copy < 3; copy++)
        {
            await shipper.HasAcknowledgedAsync((copy + 1) * 10);
            var acknowledged = shipper.Acknowledged;
            var (exitCode, errors, output) = await RunAsync(directory, "backup", $"copy-{copy}");

            Assert.Empty(errors);
            Assert.Equal(0, exitCode);
            Assert.Contains("detections.db: ", output, StringComparison.Ordinal);
            var copied = Path.Combine(directory.Path, $"copy-{copy}");
            Assert.All(Directory.GetFiles(copied), file => Assert.EndsWith(".db", file, StringComparison.Ordinal));
            Assert.InRange(Occurrences(copied), acknowledged * EventsPerBatch, int.MaxValue);
        }

        await end.CancelAsync();
        await shipping;
    }

    [Fact]
    public async Task A_service_that_starts_on_a_copy_knows_the_same_and_goes_on()
    {
        using var directory = new TestDirectory();
        using var copy = new TestDirectory();
        string[] questions;
        string[] answers;
        await using (var service = TestService.StartQuietOn(directory))
        {
            await service.PostBulkAsync([.. Enumerable.Range(1, 5).Select(Some.RaisedEvent), "no event"]);
            (await service.PatchRuleAsync("""{"activeVersion":3}""", actor: "mira")).EnsureSuccessStatusCode();
            var alerts = await service.AlertsAsync();
            questions =
            [
                "/api/v1/alerts", "/api/v1/rules", "/api/v1/quarantine",
                .. alerts.Select(alert => $"/api/v1/alerts/{alert!["id"]}/occurrences"),
            ];
            answers = await AskAsync(service, questions);
            Assert.Equal(0, (await RunAsync(
                directory, "backup", copy.Path, "--Storage:DataDirectory", directory.Path)).ExitCode);
        }

        await using var restored = TestService.StartQuietOn(copy);
        Assert.Equal(8, questions.Length);
        Assert.Equal(answers, await AskAsync(restored, questions));

        await restored.PostBulkAsync(Some.RaisedEvent(1), Some.RaisedEvent(6));
        Assert.Equal(6, (await restored.AlertsAsync()).Count);
        await restored.GetAsync("/health/ready");
    }

    [Theory]
    [InlineData("there is no detections.db in", "backup", "copy")]
    [InlineData("there is no detections.db in", "backup", "copy", "--Storage:DataDirectory", "missing")]
    [InlineData("Storage:Directory", "backup", "copy", "--Storage:Directory", "x")]
    [InlineData("Storage:DataDirectory", "backup", "copy", "--Storage:DataDirectory", "")]
    [InlineData("'TO' missing", "backup")]
    [InlineData("Name the directory first", "backup", "--Storage:DataDirectory=x")]
    public async Task A_backup_that_cannot_be_meant_says_why_and_leaves_nothing(string said, params string[] arguments)
    {
        using var directory = new TestDirectory();

        var (exitCode, errors, _) = await RunAsync(directory, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains(said, Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused()
    {
        using var directory = new TestDirectory();
        await using (var service = TestService.StartOn(directory)) await service.GetAsync("/health/ready");

        var (exitCode, errors, _) = await RunAsync(directory, "backup", ".", "--Storage:DataDirectory", ".");

        Assert.Equal(1, exitCode);
        Assert.Contains("is not empty", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_killed_is_taken_for_none()
    {
        using var directory = new TestDirectory();
        await using (var before = TestService.StartOn(directory))
            await before.PostBulkAsync(Some.RaisedEvent());
        using var inTheWay = HoldContext(directory.Path);
        var copy = Path.Combine(directory.Path, "copy");

        await using var backup = ServiceProcess.Run(
            directory, "backup", copy, "--Storage:DataDirectory", directory.Path);
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(Path.Combine(copy, "context.db.partial"))) await Task.Delay(10, patience.Token);
        await backup.KillAsync();

        Assert.True(File.Exists(Path.Combine(copy, "detections.db.partial")));
        Assert.DoesNotContain(
            Directory.GetFiles(copy), file => file.EndsWith(".db", StringComparison.Ordinal));
        await using var service = ServiceProcess.Start(
            directory, ["--urls", AnyPort, "--Storage:DataDirectory", copy]);
        var (exitCode, errors, _) = await service.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("broken off", Assert.Single(errors), StringComparison.Ordinal);
    }

    // The first file is copied by then, and the backup waits for the second one.
    private static SqliteConnection HoldContext(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "context.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (id INTEGER)";
        command.ExecuteNonQuery();
        return connection;
    }

    private static async Task<(int ExitCode, string[] Errors, string Output)> RunAsync(
        TestDirectory directory, params string[] arguments)
    {
        await using var command = ServiceProcess.Run(directory, arguments);
        return await command.DoneAsync();
    }

    private static async Task<string[]> AskAsync(TestService service, string[] questions) =>
        await Task.WhenAll(questions.Select(question => service.Client.GetStringAsync(question)));

    private static long Occurrences(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "detections.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM occurrences";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Posts matching events, one batch after the other.</summary>
    private sealed class Shipper(HttpClient client)
    {
        private volatile int _acknowledged;

        public int Acknowledged => _acknowledged;

        public async Task ShipUntilAsync(CancellationToken end)
        {
            for (var batch = 0; !end.IsCancellationRequested; batch++)
            {
                var events = Enumerable.Range(batch * EventsPerBatch, EventsPerBatch).Select(Some.RaisedEvent);
                using var body = TestService.Body(Bulk.Of(events));
                using var answer = await client.PostAsync("/_bulk", body, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                var outcome = await answer.Content.ReadFromJsonAsync<JsonNode>(CancellationToken.None);
                Assert.False((bool)outcome!["errors"]!);
                _acknowledged = batch + 1;
            }
        }

        public async Task HasAcknowledgedAsync(int batches)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (_acknowledged < batches) await Task.Delay(10, patience.Token);
        }
    }
}
