using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

/// <summary>Small segments, which are put together, and what happens if that does not end well.</summary>
public sealed class ContextTailTests
{
    private const int RowsMax = 256;

    [Fact]
    public async Task Small_segments_become_one_and_nothing_is_lost()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < RowsMax + 10; i++) await store.KeepAsync(SomeSegment.Event(i));

        Assert.Equal(11, Rows(store));
        Assert.Equal(RowsMax + 10, store.Kept().Count);
        Assert.Equal(RowsMax + 10, store.ContextNumber("SELECT sum(count) FROM segments"));
    }

    [Fact]
    public async Task They_become_one_when_they_are_large_enough_together()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < 20; i++) await store.KeepAsync(SomeSegment.Large(i * 30, 30));

        Assert.Equal(600, store.Kept().Count);
        Assert.InRange(Rows(store), 2, 10);
    }

    [Fact]
    public async Task A_large_segment_stays_as_it_comes()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(0));
        for (var i = 1; i < 4; i++) await store.KeepAsync(SomeSegment.Large(i * 1000, 100));

        Assert.Equal(4, Rows(store));
    }

    // The files as they are between two commits: what a process leaves that is killed there.
    [Fact]
    public async Task Killed_at_any_point_everything_is_there_once_and_the_small_ones_stay_small()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < RowsMax + 3; i++)
        {
            await store.KeepAsync(SomeSegment.Event(i));
            if (i % 50 != 0 && i < RowsMax - 2) continue;

            await using var copy = await CopyAsync(store);
            Assert.Equal(i + 1, copy.Kept().Count);
            Assert.Equal(i + 1, copy.ContextNumber("SELECT sum(count) FROM segments"));
            await copy.KeepAsync(SomeSegment.Event(9000));
            Assert.Equal(i + 2, copy.Kept().Count);
        }
    }

    [Fact]
    public async Task A_segment_that_cannot_be_stored_takes_no_others_along()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < RowsMax - 1; i++) await store.KeepAsync(SomeSegment.Event(i));
        using (var connection = store.OpenContext())
        {
            Execute(connection, "CREATE TRIGGER t BEFORE DELETE ON segments BEGIN SELECT RAISE(FAIL, 'no'); END");
            await Assert.ThrowsAsync<SqliteException>(() => store.KeepAsync(SomeSegment.Event(5000)));
            Execute(connection, "DROP TRIGGER t");
        }

        Assert.Equal(RowsMax - 1, store.Kept().Count);

        // The row number of the one that failed goes to the next, which is large and must stay.
        await store.KeepAsync(SomeSegment.Large(20_000, 100));
        for (var i = 0; i < RowsMax; i++) await store.KeepAsync(SomeSegment.Event(6000 + i));

        Assert.Equal(RowsMax - 1 + 100 + RowsMax, store.Kept().Count);
    }

    [Fact]
    public async Task What_cannot_be_stored_because_of_itself_leaves_the_others_in_place()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeSegment.Event(1));
        using (var connection = store.OpenContext())
            Execute(
                connection,
                "CREATE TRIGGER t BEFORE INSERT ON segments WHEN NEW.count = 7 BEGIN SELECT RAISE(ABORT, 'no'); END");

        var stored = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            var events = Enumerable.Range(i * 100, i == 10 ? 7 : 3).Select(number => SomeSegment.Event(number));
            return await Record.ExceptionAsync(() => store.KeepAsync(events)) is null;
        }));

        Assert.Equal(19, stored.Count(isStored => isStored));
        Assert.Equal(1 + (19 * 3), store.Kept().Count);
    }

    // Rows of the tail that the sweep dropped are numbers that nobody else gets.
    [Fact]
    public async Task A_tail_that_was_swept_takes_nothing_else_with_it()
    {
        await using var store = await TestStore.NewAsync();
        for (var i = 0; i < RowsMax - 1; i++) await store.KeepAsync(SomeSegment.Event(i));
        await store.ContextRetention.SweepAsync(Some.Later.AddDays(8), long.MaxValue, default);
        Assert.Equal(0, Rows(store));

        await store.KeepAsync(Some.Later.AddDays(8), SomeSegment.Large(20_000, 100));
        await store.KeepAsync(Some.Later.AddDays(8), SomeSegment.Event(5000));

        Assert.Superset(
            Enumerable.Range(20_000, 100).Append(5000).Select(i => $"{10_000 + i}").ToHashSet(),
            store.Kept().Select(e => e.RecordId!).ToHashSet());
    }

    private static long Rows(TestStore store) => store.ContextNumber("SELECT count(*) FROM segments");

    private static async Task<TestStore> CopyAsync(TestStore store)
    {
        var folder = Directory.CreateTempSubdirectory("detections-").FullName;
        foreach (var file in Directory.EnumerateFiles(store.Folder, "*.db*"))
            if (!file.EndsWith("-shm", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        return await TestStore.NewAsync(folder);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
