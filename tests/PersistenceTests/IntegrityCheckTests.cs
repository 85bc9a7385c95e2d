using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

public sealed class IntegrityCheckTests
{
    [Fact]
    public async Task A_store_in_use_is_whole_and_can_be_written_meanwhile()
    {
        await using var store = await TestStore.NewAsync();
        var checking = IntegrityCheck.RunAsync(FileOf(store), default);
        await store.RecordAsync(SomeMatch.Burst(20));

        Assert.Empty(await checking);
        Assert.Empty(await IntegrityCheck.RunAsync(FileOf(store), default));
    }

    [Theory]
    [InlineData("alerts")]
    [InlineData("IX_occurrences_event_key_rule_id")]
    [InlineData("sqlite_sequence")]
    public async Task Flipped_bytes_in_a_table_or_an_index_are_found(string table)
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(20));
        using var copy = await CopyOfAsync(store);
        DamagedFile.FlipBytes(copy.File, table);

        var findings = await IntegrityCheck.RunAsync(copy.File, default);

        Assert.InRange(findings.Count, 1, 5);
        Assert.All(findings, finding => Assert.InRange(finding.Length, 1, 300));
    }

    [Fact]
    public async Task Freed_pages_are_looked_at_too()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(100));
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("DELETE FROM occurrences; DELETE FROM alerts");
        using var copy = await CopyOfAsync(store);
        await using (var file = new FileStream(copy.File, FileMode.Open, FileAccess.ReadWrite))
        {
            // Where the first free page is, as the file format says: now it is none.
            file.Position = 32;
            file.Write([0x7f, 0xff, 0xff, 0xff]);
        }

        Assert.Contains("freelist", Assert.Single(await IntegrityCheck.RunAsync(copy.File, default)),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_found()
    {
        using var copy = new Copy();
        await File.WriteAllTextAsync(copy.File, new string('x', 8192));

        Assert.Contains("not a database", Assert.Single(await IntegrityCheck.RunAsync(copy.File, default)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_not_called_damaged()
    {
        using var copy = new Copy();

        await Assert.ThrowsAsync<SqliteException>(() => IntegrityCheck.RunAsync(copy.File, default));
    }

    [Fact]
    public void A_check_is_stopped_while_it_runs()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            CREATE TABLE many (id INTEGER PRIMARY KEY, number INTEGER NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
            INSERT INTO many SELECT i, i FROM n;
            """;
        command.ExecuteNonQuery();

        var stopped = Assert.Throws<OperationCanceledException>(
            () => IntegrityCheck.LookAtAll(connection, new CancellationToken(canceled: true)));

        // SQLite itself gave up, rather than somebody who looked when it was done.
        Assert.IsType<SqliteException>(stopped.InnerException);
        Assert.Empty(IntegrityCheck.LookAtAll(connection, default));
    }

    private static string FileOf(TestStore store) => Path.Combine(store.Folder, "detections.db");

    private static async Task<Copy> CopyOfAsync(TestStore store)
    {
        var copy = new Copy();
        await StoreBackup.RunAsync(store.Folder, copy.Folder, default);
        return copy;
    }

    private sealed class Copy : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("detections-copy-").FullName;

        public string File => Path.Combine(Folder, "detections.db");

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
