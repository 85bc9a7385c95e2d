using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

public sealed class StoreBackupTests : IDisposable
{
    private const string Context = "context.db";

    private readonly string _root = Directory.CreateTempSubdirectory("detections-backup-").FullName;

    private string Target => Path.Combine(_root, "below", "copy");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Alerts_are_copied_before_the_context_that_was_written_before_them() =>
        Assert.Equal(["detections.db", Context], StoreFiles.Names);

    [Fact]
    public async Task A_copy_holds_every_file_of_the_store_and_nothing_else()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(30));
        using var context = WithContext(store);

        var copied = await StoreBackup.RunAsync(store.Folder, Target, default);

        Assert.Equal(StoreFiles.Names, copied.Select(file => file.Name));
        Assert.Equal(
            copied.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Bytes)),
            Files().Select(file => (file.Name, file.Length)));
        Assert.Equal(30, Count("detections.db", "SELECT count(*) FROM occurrences"));
        Assert.Equal(1, Count(Context, "SELECT count(*) FROM seen"));
    }

    [Fact]
    public async Task A_copy_is_of_one_moment_however_much_is_written_meanwhile()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(200));
        using var end = new CancellationTokenSource();
        var writing = Task.Run(() => WriteUntilAsync(store, end.Token));

        for (var copy = 0; copy < 5; copy++)
        {
            var before = Count(Path.Combine(store.Folder, "detections.db"), "SELECT count(*) FROM occurrences");
            await StoreBackup.RunAsync(store.Folder, Target, default);

            Assert.True(before <= Count("detections.db", "SELECT count(*) FROM occurrences"));
            Assert.Equal(
                Count("detections.db", "SELECT sum(occurrence_count) FROM alerts"),
                Count("detections.db", "SELECT count(*) FROM occurrences"));
            Directory.Delete(Target, recursive: true);
        }

        await end.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task What_is_in_the_target_stays_and_nothing_is_copied()
    {
        await using var store = await TestStore.NewAsync();
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "detections.db"), "mine");

        var refused = await Assert.ThrowsAsync<IOException>(() => StoreBackup.RunAsync(store.Folder, Target, default));

        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Assert.Single(Files()).FullName));
    }

    [Fact]
    public async Task An_empty_target_is_taken()
    {
        await using var store = await TestStore.NewAsync();
        Directory.CreateDirectory(Target);

        await StoreBackup.RunAsync(store.Folder, Target, default);

        Assert.Equal(["context.db", "detections.db"], Files().Select(file => file.Name).Order());
    }

    [Fact]
    public async Task Where_there_is_no_store_nothing_is_copied()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => StoreBackup.RunAsync(_root, Target, default));

        Assert.Contains("no detections.db", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_backup_that_fails_at_its_last_file_leaves_nothing_behind()
    {
        await using var store = await TestStore.NewAsync();
        var damaged = Path.Combine(_root, "damaged");
        await StoreBackup.RunAsync(store.Folder, damaged, default);
        await File.WriteAllTextAsync(Path.Combine(damaged, Context), new string('x', 8192));

        await Assert.ThrowsAsync<SqliteException>(() => StoreBackup.RunAsync(damaged, Target, default));

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_damaged_store_is_not_copied_as_if_it_were_whole()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Burst(20));
        var damaged = Path.Combine(_root, "damaged");
        await StoreBackup.RunAsync(store.Folder, damaged, default);
        DamagedFile.FlipBytes(Path.Combine(damaged, "detections.db"), "IX_alerts_fold_key");

        var refused = await Assert.ThrowsAsync<IOException>(() => StoreBackup.RunAsync(damaged, Target, default));

        Assert.Contains("detections.db is damaged", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task No_service_starts_on_what_a_broken_off_backup_left()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, StoreBackup.UnfinishedName), "");

        Assert.Contains(
            "broken off", Assert.Throws<IOException>(() => DataDirectory.Take(Target)).Message,
            StringComparison.Ordinal);
    }

    private static async Task WriteUntilAsync(TestStore store, CancellationToken end)
    {
        for (var record = 1000; !end.IsCancellationRequested; record++)
            await store.RecordAsync(SomeMatch.Of(record % 200, record));
    }

    private static SqliteConnection WithContext(TestStore store)
    {
        var context = new SqliteConnection($"Data Source={Path.Combine(store.Folder, Context)};Pooling=False");
        context.Open();
        using var command = context.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode=WAL; CREATE TABLE seen (id INTEGER PRIMARY KEY); INSERT INTO seen VALUES (1)";
        command.ExecuteNonQuery();
        return context;
    }

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(Target).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal);

    private long Count(string name, string query)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Target, name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }
}
