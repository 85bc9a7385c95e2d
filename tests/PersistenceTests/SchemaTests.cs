using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_schema_that_migrations_build_is_the_one_that_the_model_asks_for()
    {
        await using var migrated = await TestStore.NewAsync();
        await using var created = await TestStore.NewAsync();
        await using (var db = await created.ContextAsync())
        {
            await db.Database.EnsureDeletedAsync();
            await db.Database.EnsureCreatedAsync();
        }

        var schema = await SchemaOfAsync(migrated);

        Assert.Equal(await SchemaOfAsync(created), schema);
        Assert.Contains("column alerts.id TEXT not null 1 key 1", schema, StringComparison.Ordinal);
        Assert.Contains(
            "index IX_occurrences_event_key_rule_id on occurrences unique 1", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_again_changes_nothing_and_loses_nothing()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        var schema = await SchemaOfAsync(store);

        await store.MigrateAsync();

        Assert.Equal(schema, await SchemaOfAsync(store));
        Assert.Single(await store.AllAsync());
    }

    [Fact]
    public async Task What_a_migration_that_was_killed_leaves_behind_stops_nobody()
    {
        await using var store = await TestStore.NewAsync();
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
                    "Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-02 08:15:30');
                """);

        await store.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, await store.RecordAsync(SomeMatch.Of(1, 1)));
    }

    [Fact]
    public async Task A_data_directory_is_held_by_one_at_a_time()
    {
        await using var store = await TestStore.NewAsync();

        Assert.Contains(
            "another instance", Assert.Throws<IOException>(() => DataDirectory.Take(store.Folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_connection_writes_ahead_and_waits_for_the_disk()
    {
        await using var store = await TestStore.NewAsync();
        var opened = new List<DetectionsDbContext>();
        for (var i = 0; i < 5; i++)
        {
            var db = await store.ContextAsync();
            opened.Add(db);
            if (i % 2 == 0) await db.Database.OpenConnectionAsync();
            else db.Database.OpenConnection();
            Assert.Equal(("wal", 2L, 1L), await PragmasAsync(db));
        }

        foreach (var db in opened) await db.DisposeAsync();

        // The pool hands them out again.
        await using var again = await store.ContextAsync();
        await again.Database.OpenConnectionAsync();
        Assert.Equal(("wal", 2L, 1L), await PragmasAsync(again));
    }

    [Fact]
    public async Task The_file_lies_in_the_data_directory_and_answers()
    {
        await using var store = await TestStore.NewAsync();

        Assert.True(File.Exists(Path.Combine(store.Folder, "detections.db")));
        await store.Database.ProbeAsync(default);
    }

    [Fact]
    public async Task A_database_without_tables_does_not_answer()
    {
        await using var store = await TestStore.NewAsync();
        await using (var db = await store.ContextAsync()) await db.Database.EnsureDeletedAsync();

        await Assert.ThrowsAsync<SqliteException>(() => store.Database.ProbeAsync(default));
    }

    private static async Task<(string, long, long)> PragmasAsync(DetectionsDbContext db) => (
        await PragmaAsync<string>(db, "SELECT journal_mode AS Value FROM pragma_journal_mode"),
        await PragmaAsync<long>(db, "SELECT synchronous AS Value FROM pragma_synchronous"),
        await PragmaAsync<long>(db, "SELECT foreign_keys AS Value FROM pragma_foreign_keys"));

    private static async Task<T> PragmaAsync<T>(DetectionsDbContext db, string query) =>
        (await db.Database.SqlQueryRaw<T>(query).ToListAsync())[0];

    // What EF keeps for itself is no part of the model.
    // As SQLite itself understands it: how a statement was written, and in what order columns came, means nothing.
    private static async Task<string> SchemaOfAsync(TestStore store)
    {
        await using var db = await store.ContextAsync();
        var parts = await db.Database.SqlQueryRaw<string>(
            """
            WITH tables AS (
                SELECT name, sql FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE '\_\_EF%' ESCAPE '\' AND name NOT LIKE 'sqlite%')
            SELECT format('table %s autoincrement %d', t.name, t.sql LIKE '%AUTOINCREMENT%') AS Value FROM tables t
            UNION ALL
            SELECT format('column %s.%s %s not null %d key %d', t.name, c.name, c.type, c."notnull", c.pk)
            FROM tables t, pragma_table_info(t.name) c
            UNION ALL
            SELECT format('reference %s.%s to %s.%s on delete %s', t.name, f."from", f."table", f."to", f.on_delete)
            FROM tables t, pragma_foreign_key_list(t.name) f
            UNION ALL
            SELECT format('index %s on %s unique %d origin %s column %d %s', i.name, t.name, i."unique", i.origin,
                x.seqno, x.name)
            FROM tables t, pragma_index_list(t.name) i, pragma_index_info(i.name) x
            """).ToListAsync();
        return string.Join('\n', parts.Order(StringComparer.Ordinal));
    }
}
