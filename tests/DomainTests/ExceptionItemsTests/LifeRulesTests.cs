using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>What may be done with an item, and by whom.</summary>
public class LifeRulesTests
{
    private static readonly ExceptionPolicy Strict = new();
    private static readonly ExceptionPolicy Free = new(ApprovesAllHosts: false, ApprovesCredentialTargets: false);

    public static TheoryData<ExceptionAction> Actions => new(Enum.GetValues<ExceptionAction>());

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_refused_in_a_status_from_which_it_does_not_lead_on(ExceptionAction action)
    {
        foreach (var item in ItemsOfEveryStatus())
        {
            var refusal = LifeRules.RefusalOf(action, item);
            Assert.Equal(ExceptionTransitions.Allows(item.Status, action), refusal is null);
            if (refusal is null) continue;
            Assert.Equal(RefusalCode.TransitionRefused, refusal.Code);
            Assert.Contains(Words.Of(item.Status), refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whoever_wrote_some_of_an_item_does_not_approve_it()
    {
        var item = ExceptionItem.Create("it", SomeItem.Content, "mira", SomeItem.Now);
        item.Update(SomeItem.Content, "jo", SomeItem.Now);

        Assert.Equal(RefusalCode.OwnApproval, LifeRules.RefusalOfApprovalBy("Mira", item)?.Code);
        Assert.Equal(RefusalCode.OwnApproval, LifeRules.RefusalOfApprovalBy("jo", item)?.Code);
        Assert.Null(LifeRules.RefusalOfApprovalBy("kim", item));
    }

    [Fact]
    public void What_is_in_force_may_become_less_or_be_said_in_other_words()
    {
        var item = Active();

        Assert.Null(Changed(item, SomeItem.Content with { Owner = "another team", Evidence = [] }));
        Assert.Null(Changed(item, With(SomeItem.Terms with { Classes = AccessClasses.Query })));
        Assert.Null(Changed(item, With(SomeItem.Terms with { ExpiresAt = SomeItem.Now.AddDays(2) })));
        Assert.Equal(
            RefusalCode.WidensActiveItem,
            Changed(item, With(SomeItem.Terms with { ExpiresAt = SomeItem.Now.AddDays(31) }))?.Code);
        Assert.Equal(
            RefusalCode.WidensActiveItem, Changed(item, With(SomeItem.Terms with { Hosts = ["other"] }))?.Code);
        Assert.Equal(
            RefusalCode.WidensActiveItem, Changed(item, SomeItem.Content with { Replaces = "another" })?.Code);
        Assert.Null(Changed(item, With(SomeItem.Terms with { Hosts = ["other"] }), Free));
    }

    [Fact]
    public void An_override_goes_on_if_somebody_let_it_pass_and_no_other_one_is_added()
    {
        var asked = new RefusalOverride(RefusalCode.HidesAssignedAlert, "because");
        var content = SomeItem.Content with { Overrides = [asked] };
        var item = Active(content, asked);

        Assert.Null(Changed(item, content with { Owner = "another team" }, Free));
        Assert.Equal(
            RefusalCode.WidensActiveItem,
            Changed(
                item, content with { Overrides = [asked, new(RefusalCode.HidesTruePositive, "because")] }, Free)?.Code);
    }

    [Fact]
    public void What_is_not_in_force_may_become_anything()
    {
        var draft = ExceptionItem.Create("it", SomeItem.Content, "mira", SomeItem.Now);

        Assert.Null(Changed(draft, With(SomeItem.Terms with { Hosts = [], IsForAllHosts = true })));
    }

    [Fact]
    public void An_approver_says_of_each_override_why_he_lets_it_pass_and_of_no_other()
    {
        RefusalOverride[] asked =
        [
            new(RefusalCode.HidesAssignedAlert, "because"), new(RefusalCode.SignerNeverSeen, "because"),
        ];
        var content = SomeItem.Content with { Overrides = asked };

        Assert.Empty(LifeRules.RefusalsOfOverrides(content, asked));
        Assert.Empty(LifeRules.RefusalsOfOverrides(SomeItem.Content, []));
        Assert.Equal(
            ["override-not-repeated overrides", "override-not-asked overrides/1/code"],
            LifeRules.RefusalsOfOverrides(content, [asked[0], new(RefusalCode.HidesInjectedCode, "because")])
                .Select(refusal => $"{Words.Of(refusal.Code)} {refusal.Member}"));
    }

    private static Refusal? Changed(ExceptionItem item, ExceptionContent content, ExceptionPolicy? policy = null) =>
        LifeRules.RefusalOfChangeInForce(item, content, policy ?? Strict);

    private static ExceptionContent With(ExceptionTerms terms) => SomeItem.Of(terms);

    private static ExceptionItem Active(ExceptionContent? content = null, params RefusalOverride[] overridden)
    {
        var item = ExceptionItem.Create("it", content ?? SomeItem.Content, "mira", SomeItem.Now);
        item.Submit(needsApproval: true, "mira", SomeItem.Now);
        item.Approve(overridden, "jo", SomeItem.Now);
        return item;
    }

    private static IEnumerable<ExceptionItem> ItemsOfEveryStatus()
    {
        yield return ExceptionItem.Create("draft", SomeItem.Content, "mira", SomeItem.Now);
        var pending = ExceptionItem.Create("pending", SomeItem.Content, "mira", SomeItem.Now);
        pending.Submit(needsApproval: true, "mira", SomeItem.Now);
        yield return pending;
        yield return Active();
        var expired = Active();
        expired.Expire("system", SomeItem.Now);
        yield return expired;
        var revoked = Active();
        revoked.Revoke("jo", SomeItem.Now);
        yield return revoked;
    }
}
