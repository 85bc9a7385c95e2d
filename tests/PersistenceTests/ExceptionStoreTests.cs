using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;
using static DetectionApi.PersistenceTests.SomeException;

namespace DetectionApi.PersistenceTests;

/// <summary>How exception items are kept, judged and put in force.</summary>
public sealed class ExceptionStoreTests
{
    private static readonly ExceptionBatchMode OneByOne = new(IsAtomic: false, IsDryRun: false);
    private static readonly ExceptionBatchMode AllOrNothing = new(IsAtomic: true, IsDryRun: false);

    [Fact]
    public async Task All_that_an_item_says_is_read_as_it_was_written()
    {
        await using var store = await TestStore.NewAsync();
        var terms = Terms with
        {
            RuleIds = [Some.Rule.Id],
            Sha256 = new string('a', 64),
            ParentExecutable = @"C:\Windows\System32\services.exe",
            Shape = "unbacked ?>kernelbase.dll",
            Users = [@"CORP\mira"],
            ValidFrom = Now.AddDays(-2),
        };
        var content = Of(terms) with
        {
            Description = "As its maker says.",
            Evidence = [new ExceptionEvidence(EvidenceKind.Change, "CHG 4711")],
        };

        Assert.Equal("", InWords(await store.DoAsync(new CreateException("all", content))));

        var item = (await store.Items.FindAsync("all", default))!;
        Assert.Empty(ExceptionDifference.Between(content, item.Content));
        Assert.Equal(content.Terms.Classes, item.Content.Terms.Classes);
        Assert.Equal(
            (1, ExceptionStatus.Draft, "mira", Now, Terms.ExpiresAt),
            (item.Version, item.Status, item.CreatedBy, item.CreatedAt, item.ExpiresAt));
    }

    [Fact]
    public async Task Every_change_is_a_version_with_all_that_is_different()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Content));
        await store.DoAsync(new UpdateException("it", 1, Content with { Owner = "another team" }), ByJo);
        await store.DoAsync(new SubmitException("it", 2, "as agreed"));
        await store.DoAsync(new RevokeException("it", 3, "gone"), ByJo);

        var versions = (await store.Items.HistoryAsync("it", 0, 10, default)).Items;
        Assert.Equal(
            [
                "1 Create Draft mira ", "2 Update Draft jo ", "3 Submit Active mira as agreed",
                "4 Revoke Revoked jo gone",
            ],
            versions.Select(v => $"{v.Version} {v.Action} {v.Status} {v.Actor} {v.Comment}"));
        Assert.Equal([new ExceptionFieldChange("owner", "app team", "another team")], versions[1].Changes);
        Assert.Equal([new ExceptionFieldChange("status", "active", "revoked")], versions[3].Changes);
        Assert.Contains(new ExceptionFieldChange("target.image", null, App), versions[0].Changes);
        Assert.Equal("another team", versions[3].Content.Owner);
        Assert.Equal(2, (await store.Items.HistoryAsync("it", 2, 10, default)).Items.Count);
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Content));

        var outcome = await store.DoAsync(new UpdateException("it", 1, Content with { Evidence = [] }), ByJo);

        Assert.Equal((ExceptionResult.Unchanged, 1), (outcome.Kind, outcome.Item!.Version));
        Assert.Equal(["mira"], outcome.Item.Authors);
        Assert.Single((await store.Items.HistoryAsync("it", 0, 10, default)).Items);
    }

    [Fact]
    public async Task Whoever_looked_at_another_version_or_takes_a_name_twice_is_told_so()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Content));

        Assert.Equal(ExceptionResult.Taken, (await store.DoAsync(new CreateException("it", Content))).Kind);
        Assert.Equal(ExceptionResult.Stale, (await store.DoAsync(new SubmitException("it", 2))).Kind);
        Assert.Equal(ExceptionResult.NotFound, (await store.DoAsync(new SubmitException("no", null))).Kind);
    }

    [Fact]
    public async Task Names_are_made_for_items_that_have_none_and_no_two_are_the_same()
    {
        await using var store = await TestStore.NewAsync();

        var first = await store.DoAsync(new CreateException("", Content));
        var second = await store.DoAsync(new CreateException("", Content));

        Assert.Matches("^[0-9a-f]{16}$", first.Id);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task What_is_active_is_in_force_at_once_and_after_a_restart()
    {
        var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        await store.DoAsync(new CreateException("draft", Of(Terms with { Hosts = ["other"] })));
        Assert.Equal(["it"], store.Exceptions.Current.Items.Select(item => item.Coverage.ItemId));
        await store.RecordAsync(Access(1, 1));

        var folder = await store.CloseAsync();
        await using var again = await TestStore.NewAsync(folder);
        Assert.Empty(again.Exceptions.Current.Items);
        await again.Items.LoadAsync(Now, default);
        await again.RecordAsync(Access(2, 2));

        var covering = Assert.Single(again.Exceptions.Current.Items);
        Assert.Equal(new Coverage("it", 2), covering.Coverage);
        Assert.All(await again.AllAsync(), alert => Assert.Equal(
            (Disposition.Excepted, "it", 2), (alert.Disposition, alert.ExceptionId, alert.ExceptionVersion)));
        Assert.Equal(2, (await again.AllAsync()).Count);
    }

    [Fact]
    public async Task What_expired_covers_what_happened_before_for_a_week()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("it");
        var end = Terms.ExpiresAt!.Value;

        await store.Expiry.PassTimeAsync(end.AddDays(6), default);
        Assert.Single(store.Exceptions.Current.Items);
        await store.Items.LoadAsync(end.AddDays(6), default);
        Assert.Single(store.Exceptions.Current.Items);
        await store.RecordAsync(
            Access(1, 1, end - Some.Time - TimeSpan.FromMinutes(1)), Access(2, 2, end - Some.Time));
        Assert.Equal(
            [Disposition.Raised, Disposition.Excepted], (await store.AllAsync()).Select(a => a.Disposition).Order());

        await store.Expiry.PassTimeAsync(end.AddDays(8), default);
        Assert.Empty(store.Exceptions.Current.Items);
        await store.Items.LoadAsync(end.AddDays(8), default);
        Assert.Empty(store.Exceptions.Current.Items);
    }

    [Fact]
    public async Task Of_many_items_at_once_each_is_judged_against_those_before_it()
    {
        await using var store = await TestStore.NewAsync();
        var narrow = Of(Terms with { Classes = Domain.ProcessAccess.AccessClasses.Query });

        var outcomes = await store.Items.ApplyAllAsync(
            [
                new CreateException("wide", Content) { Submits = true },
                new CreateException("same", Content) { Submits = true },
                new CreateException("less", narrow) { Submits = true },
                new RevokeException("wide", null, "again"),
                new CreateException("then", narrow) { Submits = true },
            ],
            OneByOne, ByMira, answer: null, default);

        Assert.Equal(
            ["wide ", "same duplicate", "less contained", "wide ", "then "],
            outcomes.Select(outcome => $"{outcome.Id} {InWords(outcome)}"));
        Assert.Equal(["then"], store.Exceptions.Current.Items.Select(item => item.Coverage.ItemId));
        Assert.Null(await store.Items.FindAsync("same", default));
    }

    [Fact]
    public async Task All_or_nothing_stores_nothing_if_one_is_refused()
    {
        await using var store = await TestStore.NewAsync();

        var outcomes = await store.Items.ApplyAllAsync(
            [new CreateException("it", Content) { Submits = true }, new CreateException("same", Content)],
            AllOrNothing, ByMira, _ => throw new InvalidOperationException("nothing is remembered"), default);

        Assert.Equal([true, false], outcomes.Select(outcome => outcome.IsDone));
        Assert.Null(await store.Items.FindAsync("it", default));
        Assert.Empty(store.Exceptions.Current.Items);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        await using var store = await TestStore.NewAsync();

        var outcome = await store.Items.ApplyAsync(
            new CreateException("it", Content) { Submits = true }, isDryRun: true, ByMira, answer: null, default);

        Assert.Equal((ExceptionResult.Done, ExceptionStatus.Active), (outcome.Kind, outcome.Item!.Status));
        Assert.Null(await store.Items.FindAsync("it", default));
        Assert.Empty(store.Exceptions.Current.Items);
    }

    [Fact]
    public async Task The_answer_is_stored_along_with_the_change()
    {
        await using var store = await TestStore.NewAsync();

        await store.Items.ApplyAsync(
            new CreateException("it", Content), isDryRun: false, ByMira,
            made => new RememberedAnswer
            {
                Actor = "mira", Key = "key", Request = 1, At = Now, Status = 201, Body = [(byte)made.Item!.Version],
            },
            default);

        Assert.Equal([1], (await store.Answers.FindAsync("mira", "key", Now, default))!.Body);
    }

    [Fact]
    public async Task What_was_replaced_is_revoked_in_the_same_moment()
    {
        await using var store = await TestStore.NewAsync();
        await store.ActivateAsync("old");

        await store.ActivateAsync("new", Content with { Replaces = "old" });

        var old = (await store.Items.FindAsync("old", default))!;
        Assert.Equal((ExceptionStatus.Revoked, 3), (old.Status, old.Version));
        Assert.Equal("Replaced by new.", (await store.Items.HistoryAsync("old", 2, 1, default)).Items[0].Comment);
        Assert.Equal(["new"], store.Exceptions.Current.Items.Select(item => item.Coverage.ItemId));
        Assert.Equal(
            "replaced-not-active",
            InWords(await store.DoAsync(new CreateException("third", Of(Terms with { Hosts = ["a"] }) with
            {
                Replaces = "old",
            }))));
    }

    [Fact]
    public async Task Comments_come_along_with_an_item_and_are_only_added()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Content)
        {
            Remarks = [new ExceptionRemark(Some.Time, "kim", "From the old list.")],
        });

        await store.Items.CommentAsync(
            new ExceptionComment { ItemId = "it", At = Now, Actor = "jo", Text = "Still there." }, null, default);

        var comments = (await store.Items.CommentsAsync("it", 0, 10, default)).Items;
        Assert.Equal(
            ["mira: Imported as of kim, 2026-03-02T10:20:30.250Z: From the old list.", "jo: Still there."],
            comments.Select(comment => $"{comment.Actor}: {comment.Text}"));
        Assert.Equal("jo", (await store.Items.CommentsAsync("it", comments[0].Id, 10, default)).Items[0].Actor);
    }

    [Fact]
    public async Task Ten_thousand_items_come_in_at_once_and_are_in_force()
    {
        await using var store = await TestStore.NewAsync();
        var commands = Enumerable.Range(0, 10_000).Select(number => new CreateException(
            $"item-{number}", Of(Terms with { Executable = $@"C:\Program Files\Vendor\agent{number}.exe" }))
        {
            Submits = true,
        }).ToList();

        var outcomes = await store.Items.ApplyAllAsync(commands, AllOrNothing, ByMira, answer: null, default);

        Assert.All(outcomes, outcome => Assert.True(outcome.IsDone, InWords(outcome)));
        Assert.Equal(10_000, store.Exceptions.Current.Items.Count);
    }
}
