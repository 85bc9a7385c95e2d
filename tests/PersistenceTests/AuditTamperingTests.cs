using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

/// <summary>That the log cannot be changed by mistake, and not by hand without being found out.</summary>
public sealed class AuditTamperingTests
{
    private const string Columns = """
        seq, at, actor, key_id, "from", request_id, operation, outcome, subject, subject_id, "before", "after",
        status, reason, count, previous_hash, hash
        """;

    [Theory]
    [InlineData("UPDATE audit SET actor = 'jo' WHERE seq = 2", "never changed")]
    [InlineData("UPDATE audit SET hash = hash", "never changed")]
    [InlineData("DELETE FROM audit WHERE seq = 3", "never deleted")]
    [InlineData("DELETE FROM audit", "never deleted")]
    [InlineData($"INSERT OR REPLACE INTO audit SELECT {Columns} FROM audit WHERE seq = 2", "one after another")]
    [InlineData($"INSERT INTO audit SELECT {Columns} FROM (SELECT * FROM audit WHERE seq = 2)", "one after another")]
    [InlineData("""
        INSERT INTO audit (seq, at, actor, operation, outcome, count, previous_hash, hash)
        VALUES (9, 0, 'x', 'x', 'changed', 1, x'00', x'00')
        """, "one after another")]
    public async Task The_table_itself_takes_nothing_but_the_next_line(string statement, string refusal)
    {
        await using var store = await FilledAsync();
        using var file = store.OpenFile();

        var e = Assert.Throws<SqliteException>(() => file.Execute(statement));

        Assert.Contains(refusal, e.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await store.LinesAsync()).Count);
        Assert.Null(store.FaultOfAudit());
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'jo' WHERE seq = 2", "Line 2 is not as it was written")]
    [InlineData("UPDATE audit SET \"after\" = replace(\"after\", 'Ltd', 'Inc') WHERE seq = 2", "Line 2 is not as")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE seq = 1", "Line 1 is not as")]
    [InlineData("UPDATE audit SET outcome = 'refused' WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET outcome = 'nothing' WHERE seq = 3", "Line 3 cannot be read")]
    [InlineData("UPDATE audit SET at = 9e18 WHERE seq = 3", "Line 3 cannot be read")]
    [InlineData("UPDATE audit SET at = 'noon' WHERE seq = 3", "Line 3 ")]
    [InlineData("UPDATE audit SET count = 5000000000 WHERE seq = 3", "Line 3 cannot be read")]
    [InlineData("UPDATE audit SET hash = 'x' WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET previous_hash = zeroblob(32) WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET key_id = '' WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET key_id = NULL WHERE seq = 3", "Line 3 is not as")]
    [InlineData("UPDATE audit SET status = 0 WHERE seq = 3", "Line 3 is not as")]
    [InlineData("DELETE FROM audit WHERE seq = 1", "Behind line 0 comes line 2")]
    [InlineData("DELETE FROM audit WHERE seq = 2", "Behind line 1 comes line 3")]
    [InlineData("DELETE FROM audit WHERE seq = 3", null)]
    [InlineData("UPDATE audit SET seq = -1 WHERE seq = 3", "Behind line 0 comes line -1")]
    public async Task What_is_done_to_the_file_by_hand_is_found(string statement, string? found)
    {
        await using var store = await FilledAsync();
        var head = (await store.Audit.ListAsync(new AuditFilter(), null, 1, default)).Head;
        using (var file = store.OpenFile())
        {
            foreach (var trigger in (string[])["changed", "deleted", "only_appended_to"])
                file.Execute(trigger is "only_appended_to"
                    ? "DROP TRIGGER audit_is_only_appended_to"
                    : $"DROP TRIGGER audit_is_not_{trigger}");
            file.Execute(statement);
        }

        if (found is null) Assert.Null(store.FaultOfAudit());
        else Assert.StartsWith(found, store.FaultOfAudit(), StringComparison.Ordinal);
        Assert.NotNull(store.FaultOfAudit(head));
    }

    [Fact]
    public async Task An_end_that_was_noted_is_found_again_as_long_as_nobody_touched_the_log()
    {
        await using var store = await FilledAsync();
        var heads = (await store.LinesAsync()).Select(AuditHead.Of).ToList();

        Assert.All(heads, head => Assert.Null(store.FaultOfAudit(head)));
        Assert.Equal(heads[^1], AuditVerification.Run(store.Folder, null, default).Head);
        Assert.Contains(
            "was written anew", store.FaultOfAudit(heads[1] with { Hash = heads[0].Hash }), StringComparison.Ordinal);
        Assert.Contains(
            "line 4 was expected", store.FaultOfAudit(heads[2] with { Seq = 4 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_store_nothing_is_made()
    {
        using var directory = new TestDirectory();

        Assert.Throws<SqliteException>(() => AuditVerification.Run(directory.Path, null, default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    private static async Task<TestStore> FilledAsync()
    {
        var store = await TestStore.NewAsync();
        using var scope = SomeAudit.Open();
        for (var i = 0; i < 3; i++)
            await store.Inventory.PutAsync(
                [new SignerEntry(i.ToString("x64", null), "Example Ltd", null)], "mira", Some.Later, isDryRun: false,
                default);
        return store;
    }
}
