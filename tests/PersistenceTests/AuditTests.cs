using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Audit;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.PersistenceTests;

/// <summary>What leaves lines in the audit log, and that it does so in the same commit.</summary>
public sealed class AuditTests
{
    private static readonly Doing ByMira = new("mira", Some.Later.AddHours(1));
    private static readonly string Hash = new('a', 64);

    [Fact]
    public async Task A_line_says_who_did_what_from_where_and_what_is_different_now()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        var id = (await store.AllAsync())[0].Id;

        using (SomeAudit.Open(operation: "ChangeAlert"))
            await store.Triage.ChangeAsync(
                id, null, new AlertChange { Assignment = new Assignment("jo"), Tags = ["b", "a"] }, null, ByMira,
                default);

        var line = Assert.Single(await store.LinesAsync());
        Assert.Equal(
            ("mira", "key-1", "127.0.0.1", "0HN:1", "ChangeAlert"),
            (line.Actor, line.KeyId, line.From, line.RequestId, line.Operation));
        Assert.Equal((1, SomeAudit.At, AuditOutcome.Changed, 1), (line.Seq, line.At, line.Outcome, line.Count));
        Assert.Equal(("alert", id), (line.Subject, line.SubjectId));
        Assert.Equal("""{"assignee":null,"revision":1,"tags":[]}""", line.Before);
        Assert.Equal("""{"assignee":"jo","revision":2,"tags":["a","b"]}""", line.After);
        Assert.Null(store.FaultOfAudit(AuditHead.Of(line)));
    }

    [Fact]
    public async Task What_is_added_shows_its_number_and_what_is_removed_what_it_was()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        var id = (await store.AllAsync())[0].Id;
        using (SomeAudit.Open())
        {
            await store.Notes.AddAsync(
                new AlertComment { AlertId = id, At = ByMira.At, Actor = "mira", Text = "x" }, null, default);
            await store.Inventory.PutAsync(
                [new SignerEntry(Hash, "Example Ltd", null)], "mira", ByMira.At, isDryRun: false, default);
            await store.Inventory.RemoveAsync(Hash, default);
        }

        var lines = await store.LinesAsync();
        Assert.Equal(
            ["alert-comment 1", $"signer {Hash}", $"signer {Hash}"],
            lines.Select(line => $"{line.Subject} {line.SubjectId}"));
        Assert.Equal((true, false), (lines[0].Before is null, lines[0].After is null));
        Assert.StartsWith($$"""{"id":1,"actor":"mira","alertId":"{{id}}",""", lines[0].After, StringComparison.Ordinal);
        Assert.Equal((lines[1].After, null), (lines[2].Before, lines[2].After));
        Assert.Equal(
            $$"""
            {"sha256":"{{Hash}}","changedAt":"2026-03-02T11:21:30.250Z","changedBy":"mira","subject":"Example Ltd"}
            """,
            lines[1].After);
        Assert.Null(store.FaultOfAudit());
    }

    [Fact]
    public async Task A_rule_that_is_set_again_shows_how_it_was_set_before()
    {
        await using var store = await TestStore.NewAsync();
        var setting = RuleSetting.DefaultOf(Some.Rule) with { Revision = 2, ChangedBy = "mira" };
        using (SomeAudit.Open())
        {
            await store.RuleSettings.TrySaveAsync(setting, default);
            await store.RuleSettings.TrySaveAsync(setting with { Revision = 3, IsEnabled = false }, default);
        }

        var lines = await store.LinesAsync();
        Assert.Equal(
            ("""{"isEnabled":true,"revision":2}""", """{"isEnabled":false,"revision":3}"""),
            (lines[1].Before, lines[1].After));
    }

    [Fact]
    public async Task What_nobody_asked_for_what_changes_nothing_and_what_is_tried_leave_no_line()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        var id = (await store.AllAsync())[0].Id;
        await store.Triage.ChangeAsync(id, null, new AlertChange { LegalHold = true }, null, ByMira, default);
        using (SomeAudit.Open())
        {
            await store.Triage.ChangeAsync(id, null, new AlertChange { LegalHold = true }, null, ByMira, default);
            await store.Items.ApplyAsync(
                new CreateException("it", SomeException.Content), isDryRun: true, ByMira, answer: null, default);
        }

        await store.Triage.ChangeAsync(id, null, new AlertChange { LegalHold = false }, null, ByMira, default);

        Assert.Empty(await store.LinesAsync());
        Assert.Null(store.FaultOfAudit(AuditHead.None));
    }

    [Fact]
    public async Task Events_that_are_stored_while_somebody_does_something_are_not_his()
    {
        await using var store = await TestStore.NewAsync();
        using (SomeAudit.Open()) await store.RecordAsync(SomeMatch.Of(1, 1));

        Assert.Empty(await store.LinesAsync());
    }

    [Fact]
    public async Task Items_that_end_by_themselves_are_ended_by_the_system()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        await store.Expiry.PassTimeAsync(SomeException.Now.AddDays(40), default);

        var line = Assert.Single(await store.LinesAsync());
        Assert.Equal(
            (ExceptionExpiry.Actor, "expire-exceptions", null, "exception", "it"),
            (line.Actor, line.Operation, line.From, line.Subject, line.SubjectId));
        Assert.Contains("\"status\":\"active\"", line.Before, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"expired\"", line.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_neither_the_change_nor_its_line()
    {
        await using var store = await TestStore.NewAsync();
        await using (var db = await store.ContextAsync())
        {
            using var scope = SomeAudit.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.RuleSettings.Add(RuleSetting.DefaultOf(Some.Rule));
            await db.SaveChangesAsync();
            Assert.Equal(1, (await AuditTable.HeadAsync(db, default)).Seq);
        }

        await using (var db = await store.ContextAsync())
        {
            using var scope = SomeAudit.Open();
            db.RuleSettings.Add(RuleSetting.DefaultOf(Some.Rule));
            db.AlertComments.Add(
                new AlertComment { AlertId = "none", At = ByMira.At, Actor = "mira", Text = "x" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        }

        Assert.Empty(await store.LinesAsync());
        Assert.Empty(await store.RuleSettings.AllAsync(default));
    }

    [Fact]
    public async Task A_line_that_cannot_be_written_takes_the_change_back()
    {
        await using var store = await TestStore.NewAsync();
        using (var file = store.OpenFile()) file.Execute("DROP TABLE audit");
        using (SomeAudit.Open())
            await Assert.ThrowsAsync<SqliteException>(() => store.RuleSettings.TrySaveAsync(
                RuleSetting.DefaultOf(Some.Rule) with { Revision = 2 }, default));

        Assert.Empty(await store.RuleSettings.AllAsync(default));
    }

    [Fact]
    public async Task Many_at_once_put_their_lines_one_behind_the_other()
    {
        await using var store = await TestStore.NewAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            using var scope = SomeAudit.Open($"{i}");
            var hash = i.ToString("x64", null);
            await store.Inventory.PutAsync(
                [new SignerEntry(hash, "x", null)], $"{i}", ByMira.At, isDryRun: false, default);
        }));

        var lines = await store.LinesAsync();
        Assert.Equal(Enumerable.Range(1, 16).Select(seq => (long)seq), lines.Select(line => line.Seq));
        Assert.All(lines, line => Assert.Equal(int.Parse(line.Actor!, null).ToString("x64", null), line.SubjectId));
        Assert.Null(store.FaultOfAudit());
    }

    [Theory]
    [InlineData(null, null, "6 5 4 3 2 1")]
    [InlineData(2, null, "6 5 3 2")]
    [InlineData(null, 2, "4 1")]
    [InlineData(2, 3, "5 2")]
    [InlineData(3, 4, "3")]
    [InlineData(8, 9, "")]
    [InlineData(-9, -8, "")]
    public async Task A_span_of_time_holds_what_happened_in_it_also_where_the_clock_was_set(
        int? from, int? to, string seqs)
    {
        await using var store = await TestStore.NewAsync();
        var content = new AuditLine { At = Some.Time, Operation = "x", Outcome = AuditOutcome.Refused };
        await store.Audit.AppendAsync(
            [.. ((int[])[1, 2, 3, 1, 2, 7]).Select(hour => content with { At = Some.Time.AddHours(hour) })], default);
        var filter = new AuditFilter { From = Time(from), To = Time(to), Outcomes = [AuditOutcome.Refused] };

        var lines = (await store.Audit.ListAsync(filter, null, 100, default)).Page.Items;

        Assert.Equal(seqs, string.Join(' ', lines.Select(line => line.Seq)));
        static DateTimeOffset? Time(int? hour) => hour is null ? null : Some.Time.AddHours(hour.Value);
    }

    [Fact]
    public async Task Long_values_are_told_by_their_hash()
    {
        await using var store = await TestStore.NewAsync();
        using (SomeAudit.Open())
            await store.DoAsync(new CreateException(
                "it", SomeException.Content with { Description = new string('x', 5000) }));

        var line = Assert.Single(await store.LinesAsync());
        Assert.Matches("\"content\":\\{\"sha256\":\"[0-9a-f]{64}\",\"bytes\":[0-9]+\\}", line.After);
        Assert.DoesNotContain("xxxx", line.After, StringComparison.Ordinal);
    }
}
