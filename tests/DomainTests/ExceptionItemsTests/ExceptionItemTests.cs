using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>The life of an item: every transition, allowed and refused.</summary>
public sealed class ExceptionItemTests
{
    private static readonly DateTimeOffset At = SomeItem.Now.AddHours(1);

    // What becomes of an item of that status; a dash where the action is refused.
    public static TheoryData<ExceptionStatus, ExceptionAction, string> Transitions()
    {
        var data = new TheoryData<ExceptionStatus, ExceptionAction, string>();
        Add(ExceptionStatus.Draft, "Draft Pending - - Revoked - -");
        Add(ExceptionStatus.Pending, "Draft - Active Draft Revoked - -");
        Add(ExceptionStatus.Active, "Active - - - Revoked Expired Active");
        Add(ExceptionStatus.Expired, "- - - - Revoked - -");
        Add(ExceptionStatus.Revoked, "- - - - - - -");
        return data;

        void Add(ExceptionStatus status, string row)
        {
            foreach (var (action, becomes) in Actions.Zip(row.Split(' '))) data.Add(status, action, becomes);
        }
    }

    private static readonly ExceptionAction[] Actions =
    [
        ExceptionAction.Update, ExceptionAction.Submit, ExceptionAction.Approve, ExceptionAction.Reject,
        ExceptionAction.Revoke, ExceptionAction.Expire, ExceptionAction.Warn,
    ];

    [Theory]
    [MemberData(nameof(Transitions))]
    public void An_action_leads_on_from_some_statuses_only(
        ExceptionStatus status, ExceptionAction action, string becomes)
    {
        var item = In(status);
        var version = item.Version;
        Assert.Equal(becomes != "-", ExceptionTransitions.Allows(status, action));
        if (becomes == "-")
        {
            Assert.Throws<InvalidOperationException>(() => Do(item, action));
            Assert.Equal((status, version), (item.Status, item.Version));
            Assert.NotEqual("somebody", item.ChangedBy);
            return;
        }

        Do(item, action);
        Assert.Equal((becomes, version + 1), ($"{item.Status}", item.Version));
        Assert.Equal(("somebody", At), (item.ChangedBy, item.ChangedAt));
        Assert.Equal(new Coverage("it", version + 1), item.Coverage);
    }

    [Fact]
    public void Every_action_but_writing_it_is_in_the_table()
    {
        Assert.Equal(Enum.GetValues<ExceptionAction>(), Actions.Prepend(ExceptionAction.Create).Order());
        Assert.Empty(ExceptionTransitions.Of(ExceptionAction.Create));
    }

    [Fact]
    public void An_item_begins_as_a_draft_of_its_author()
    {
        var item = In(ExceptionStatus.Draft);

        Assert.Equal((ExceptionStatus.Draft, 1, "author"), (item.Status, item.Version, item.CreatedBy));
        Assert.Equal(["author"], item.Authors);
        Assert.Equal(SomeItem.Terms.ExpiresAt, item.ExpiresAt);
        Assert.Null(item.ActivatedAt);
    }

    [Theory]
    [InlineData("author")]
    [InlineData("AUTHOR")]
    [InlineData("second")]
    public void Whoever_wrote_some_of_it_cannot_approve_it(string actor)
    {
        var item = In(ExceptionStatus.Draft);
        item.Update(SomeItem.Content, "second", At);
        item.Update(SomeItem.Content, "author", At);
        item.Submit(needsApproval: true, "submitter", At);

        Assert.Throws<InvalidOperationException>(() => item.Approve([], actor, At));
        Assert.Equal((ExceptionStatus.Pending, 4), (item.Status, item.Version));
        Assert.Equal(["author", "second"], item.Authors);
        item.Approve([], "submitter", At);
        Assert.Equal((ExceptionStatus.Active, "submitter", At), (item.Status, item.ApprovedBy, item.ActivatedAt));
    }

    [Fact]
    public void What_the_approver_lets_pass_stays_on_the_record()
    {
        var item = In(ExceptionStatus.Pending);
        RefusalOverride[] overridden = [new(RefusalCode.SignerNeverSeen, "It comes next week.")];
        item.Approve(overridden, "somebody", At);
        item.Revoke("author", At);

        Assert.Equal(overridden, item.Overridden);
        Assert.Equal(("somebody", At), (item.ApprovedBy, item.RevokedAt));
    }

    [Fact]
    public void Without_approval_it_comes_into_force_at_once()
    {
        var item = In(ExceptionStatus.Draft);
        item.Submit(needsApproval: false, "author", At);

        Assert.Equal((ExceptionStatus.Active, At), (item.Status, item.ActivatedAt));
        Assert.Null(item.ApprovedBy);
    }

    [Fact]
    public void Another_expiry_is_warned_of_anew()
    {
        var item = In(ExceptionStatus.Active);
        item.Warn(14, "service", At);
        item.Update(SomeItem.Content with { Description = "Longer." }, "author", At);
        Assert.Equal(14, item.WarnedDays);

        var sooner = SomeItem.Terms with { ExpiresAt = SomeItem.Now.AddDays(2) };
        item.Update(SomeItem.Of(sooner), "author", At);
        Assert.Null(item.WarnedDays);
        Assert.Equal(sooner.ExpiresAt, item.ExpiresAt);
    }

    private static ExceptionItem In(ExceptionStatus status)
    {
        var item = ExceptionItem.Create("it", SomeItem.Content, "author", SomeItem.Now);
        if (status is not ExceptionStatus.Draft)
            item.Submit(needsApproval: status is ExceptionStatus.Pending, "author", SomeItem.Now);
        if (status is ExceptionStatus.Expired) item.Expire("service", SomeItem.Now);
        if (status is ExceptionStatus.Revoked) item.Revoke("author", SomeItem.Now);
        Assert.Equal(status, item.Status);
        return item;
    }

    private static void Do(ExceptionItem item, ExceptionAction action)
    {
        switch (action)
        {
            case ExceptionAction.Update: item.Update(SomeItem.Content, "somebody", At); break;
            case ExceptionAction.Submit: item.Submit(needsApproval: true, "somebody", At); break;
            case ExceptionAction.Approve: item.Approve([], "somebody", At); break;
            case ExceptionAction.Reject: item.Reject("somebody", At); break;
            case ExceptionAction.Revoke: item.Revoke("somebody", At); break;
            case ExceptionAction.Expire: item.Expire("somebody", At); break;
            default: item.Warn(3, "somebody", At); break;
        }
    }
}
