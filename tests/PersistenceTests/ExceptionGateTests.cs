using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;
using Microsoft.EntityFrameworkCore;
using static DetectionApi.PersistenceTests.SomeException;

namespace DetectionApi.PersistenceTests;

/// <summary>What refuses an item is asked anew with every step, of the store as it is then.</summary>
public sealed class ExceptionGateTests
{
    private static readonly AlertChange AsAttack = new()
    {
        Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive,
    };

    private static readonly AlertChange ToMira = new() { Assignment = new Assignment("mira") };

    [Theory]
    [InlineData("hides-true-positive")]
    [InlineData("hides-assigned-alert")]
    public async Task An_alert_that_changes_between_two_steps_stops_the_next_one(string code)
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1));
        await store.DoAsync(new CreateException("draft", Of(Terms with { Hosts = [Host, "a"] })));
        await store.DoAsync(new CreateException("pending", Broad) { Submits = true });
        var id = Assert.Single(await store.AllAsync()).Id;

        await store.Triage.ChangeAsync(
            id, null, code == "hides-true-positive" ? AsAttack : ToMira, null, ByJo, default);

        Assert.Equal(code, InWords(await store.DoAsync(new CreateException("new", Content))));
        Assert.Equal(code, InWords(await store.DoAsync(new SubmitException("draft", null))));
        Assert.Equal(code, InWords(await store.DoAsync(new UpdateException("draft", null, Content))));
        Assert.Equal(code, InWords(await store.DoAsync(new ApproveException("pending", null, []), ByJo)));
        Assert.Equal(
            [code],
            (await store.Items.ApplyAllAsync(
                [new SubmitException("draft", null)], new ExceptionBatchMode(false, false), ByMira, null, default))
                .Select(InWords));
        Assert.Empty(store.Exceptions.Current.Items);
    }

    [Fact]
    public async Task Every_occurrence_of_an_attack_is_guarded_not_only_the_one_that_its_alert_describes()
    {
        const string Longer = $"{Some.Unbacked}|{Some.KernelBase}";
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1), Access(1, 2, TimeSpan.FromHours(1), Longer));
        await store.Triage.ChangeAsync(Assert.Single(await store.AllAsync()).Id, null, AsAttack, null, ByJo, default);

        Assert.Equal(
            "hides-true-positive",
            InWords(await store.DoAsync(new CreateException("it", Of(Terms with
            {
                Shape = "unbacked ?>kernelbase.dll",
            })))));
        Assert.Equal(
            "",
            InWords(await store.DoAsync(new CreateException("it", Of(Terms with { Shape = "unbacked ?>x.dll" })))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attack_is_guarded_where_the_store_does_not_know_what_the_item_asks_for(bool isByShape)
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1));
        var id = Assert.Single(await store.AllAsync()).Id;
        await store.Triage.ChangeAsync(id, null, AsAttack, null, ByJo, default);
        await store.Inventory.PutAsync(
            [new SignerEntry(new string('a', 64), "Vendor Ltd", null)], "jo", Now, isDryRun: false, default);
        await using (var db = await store.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE occurrences SET shape = NULL");
        var content = Of(isByShape ? Terms with { Shape = "unbacked ?>x.dll" } : Terms with { Signer = "Vendor Ltd" });

        Assert.Equal("hides-true-positive", InWords(await store.DoAsync(new CreateException("it", content))));
        var judged = Assert.Single(await store.Judge.JudgeAsync([(content, null)], Now, default));
        Assert.Equal([id], judged.TruePositives);
        Assert.Equal(["hides-true-positive"], judged.Refusals.Select(refusal => Words.Of(refusal.Code)));
    }

    [Fact]
    public async Task What_is_no_attack_and_what_nobody_works_on_any_more_is_not_guarded()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1), Access(2, 2));
        var ids = (await store.AllAsync()).Select(alert => alert.Id).ToList();
        await store.Triage.ChangeAsync(ids[0], null, ToMira, null, ByJo, default);
        await store.Triage.ChangeAsync(
            ids[0], null, new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.Other }, null,
            ByJo, default);
        await store.Triage.ChangeAsync(ids[1], null, ToMira, null, ByJo, default);
        await store.Triage.ChangeAsync(
            ids[1], null, new AlertChange { Assignment = new Assignment(null) }, null, ByJo, default);

        Assert.Equal("", InWords(await store.DoAsync(new CreateException("it", Content))));
    }

    [Fact]
    public async Task A_signer_must_have_been_seen()
    {
        await using var store = await TestStore.NewAsync();
        var content = Of(Terms with { Signer = "Vendor Ltd" });
        Assert.Equal("signer-never-seen", InWords(await store.DoAsync(new CreateException("it", content))));

        await store.Inventory.PutAsync(
            [new SignerEntry(new string('a', 64), "VENDOR ltd", null)], "jo", Now, isDryRun: false, default);

        Assert.Equal("", InWords(await store.DoAsync(new CreateException("it", content))));
    }

    [Fact]
    public async Task A_refusal_that_may_be_overridden_takes_somebody_who_says_why()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Access(1, 1));
        await store.Triage.ChangeAsync(Assert.Single(await store.AllAsync()).Id, null, ToMira, null, ByJo, default);
        var content = Content with
        {
            Overrides = [new RefusalOverride(RefusalCode.HidesAssignedAlert, "Mira wrote the item herself.")],
        };

        var submitted = await store.DoAsync(new CreateException("it", content) { Submits = true });
        Assert.Equal(ExceptionStatus.Pending, submitted.Item!.Status);
        Assert.Equal("override-not-repeated", InWords(await store.DoAsync(new ApproveException("it", 2, []), ByJo)));
        Assert.Equal(
            "override-not-repeated, override-not-asked",
            InWords(await store.DoAsync(
                new ApproveException("it", 2, [new RefusalOverride(RefusalCode.SignerNeverSeen, "why not")]), ByJo)));

        var approved = await store.DoAsync(
            new ApproveException("it", 2, [new RefusalOverride(RefusalCode.HidesAssignedAlert, "Asked her.")]), ByJo);

        Assert.Equal((ExceptionStatus.Active, "jo"), (approved.Item!.Status, approved.Item.ApprovedBy));
        Assert.Equal(
            "Asked her.", Assert.Single((await store.Items.FindAsync("it", default))!.Overridden).Reason);
    }

    [Fact]
    public async Task What_is_in_force_may_mean_less_and_what_needs_no_approval_more()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Broad) { Submits = true });
        await store.DoAsync(new ApproveException("it", null, []), ByJo);
        ExceptionContent With(ExceptionTerms terms) => Broad with { Terms = terms };
        var terms = Broad.Terms;

        Assert.Equal(
            "widens-active-item",
            InWords(await store.DoAsync(new UpdateException("it", null, With(terms with
            {
                Classes = terms.Classes | AccessClasses.MemoryWrite,
            })))));
        Assert.Equal(
            "widens-active-item",
            InWords(await store.DoAsync(new UpdateException("it", null, With(terms with
            {
                ExpiresAt = Terms.ExpiresAt!.Value.AddDays(1),
            })))));
        Assert.Equal(
            "replaced-not-active, widens-active-item",
            InWords(await store.DoAsync(new UpdateException("it", null, Broad with { Replaces = "other" }))));

        var less = await store.DoAsync(new UpdateException("it", null, With(terms with
        {
            Classes = AccessClasses.Query,
        })));
        Assert.Equal((ExceptionResult.Done, ExceptionStatus.Active), (less.Kind, less.Item!.Status));
        Assert.Equal(new Coverage("it", 4), store.Exceptions.Current.Find("it")!.Coverage);

        var free = await store.DoAsync(new UpdateException("it", null, Of(Terms)));
        Assert.Equal((ExceptionResult.Done, ExceptionStatus.Active), (free.Kind, free.Item!.Status));
    }

    [Fact]
    public async Task None_of_its_authors_approves_an_item()
    {
        await using var store = await TestStore.NewAsync();
        await store.DoAsync(new CreateException("it", Broad));
        await store.DoAsync(new UpdateException("it", null, Broad with { Owner = "x" }), ByJo);
        await store.DoAsync(new UpdateException("it", null, Broad));
        await store.DoAsync(new SubmitException("it", null));

        foreach (var author in new[] { "mira", "jo", "JO" })
            Assert.Equal(
                "own-approval",
                InWords(await store.DoAsync(new ApproveException("it", null, []), new(author, Now))));
        Assert.True((await store.DoAsync(new ApproveException("it", null, []), new("kim", Now))).IsDone);
    }
}
