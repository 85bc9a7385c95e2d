using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class RefusalTests
{
    // A signer whose signature need not verify is no content at all: the contract refuses to read it.
    private static readonly RefusalCode[] Elsewhere =
    [
        RefusalCode.SignerNotTrusted, RefusalCode.ReplacedNotActive, RefusalCode.OverrideNotRepeated,
        RefusalCode.WidensActiveItem, RefusalCode.OwnApproval, RefusalCode.TransitionRefused,
    ];

    private static readonly RefusalCode[] ByNeighbours =
    [
        RefusalCode.HidesTruePositive, RefusalCode.HidesAssignedAlert, RefusalCode.Duplicate, RefusalCode.Contained,
    ];

    public static TheoryData<int, string, string> Items() => Cases.Of("exception-refusals.cases");

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_is_refused_for_what_it_says(int line, string item, string expected)
    {
        var refusals = SomeItem.Refusals(ItemText.Parse(item));

        Assert.Equal((line, expected), (line, refusals.Count == 0 ? "passes" : SomeItem.InWords(refusals)));
        Assert.All(refusals, refusal => Assert.Matches(@"^.{10,400}\.$", refusal.Detail));
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        var stated = CaseFile.Read("exception-refusals.cases")
            .SelectMany(one => one.Answer.Split(", ")).Select(refusal => refusal.Split(' ')[0]).ToHashSet();

        Assert.Superset(
            Enum.GetValues<RefusalCode>().Except(Elsewhere).Except(ByNeighbours).Select(Words.Of).ToHashSet(), stated);
    }

    [Fact]
    public void What_an_approver_lets_pass_does_not_stand_any_more()
    {
        var content = SomeItem.Content with
        {
            Terms = SomeItem.Terms with { Signer = "Nobody Ltd" },
            Overrides = [new RefusalOverride(RefusalCode.SignerNeverSeen, "It comes next week.")],
        };

        Assert.Empty(SomeItem.Refusals(content).WithoutOverridden(content));
        Assert.Single(SomeItem.Refusals(content).WithoutOverridden(content with { Overrides = [] }));
    }

    [Fact]
    public void What_nobody_may_override_stays_although_it_is_asked_for()
    {
        var content = SomeItem.Content with
        {
            Terms = SomeItem.Terms with { ExpiresAt = null },
            Overrides = [new RefusalOverride(RefusalCode.ExpiryMissing, "It is for ever.")],
        };

        Assert.Equal(2, SomeItem.Refusals(content).WithoutOverridden(content).Count);
    }

    [Fact]
    public void An_attack_that_was_found_is_not_hidden() => Assert.Equal(
        "hides-true-positive", Guarded(SomeItem.Terms, SomeItem.Access()));

    // The same attack would be hidden tomorrow.
    [Fact]
    public void Not_even_by_an_item_that_begins_after_it() => Assert.Equal(
        "hides-true-positive", Guarded(SomeItem.Terms with { ValidFrom = SomeItem.Now.AddDays(1) }, SomeItem.Access()));

    [Theory]
    [InlineData(AccessClasses.MemoryRead | AccessClasses.DuplicateHandle, SomeItem.Shape)]
    [InlineData(AccessClasses.MemoryRead, "unbacked ?>c:\\program files\\vendor\\agent.exe")]
    [InlineData(AccessClasses.MemoryRead, "unbacked ?>other.dll")]
    public void An_attack_that_differs_by_one_term_is_in_nobodys_way(AccessClasses classes, string? shape) =>
        Assert.Equal("", Guarded(SomeItem.Terms, SomeItem.Access(classes: classes, shape: shape)));

    [Fact]
    public void What_somebody_works_on_is_not_hidden() => Assert.Equal(
        "hides-assigned-alert",
        SomeItem.InWords(SomeItem.Refusals(SomeItem.Terms, SomeItem.Surroundings with
        {
            Assigned = [new GuardedAccess("a1", SomeItem.Access())],
        })));

    [Fact]
    public void A_few_of_many_alerts_are_named()
    {
        var guarded = Enumerable.Range(1, 7).SelectMany(number => new[]
        {
            new GuardedAccess($"a{number}", SomeItem.Access()), new GuardedAccess($"a{number}", SomeItem.Access()),
        }).ToList();

        var refusal = Assert.Single(SomeItem.Refusals(
            SomeItem.Terms, SomeItem.Surroundings with { TruePositives = guarded }));
        Assert.Contains("alert a1, alert a2, alert a3, alert a4, alert a5 and 2 more", refusal.Detail);
    }

    [Theory]
    [InlineData("it", null, "")]
    [InlineData("other", null, "duplicate")]
    [InlineData("other", "other", "")]
    public void No_two_items_mean_the_same(string active, string? replaces, string expected) => Assert.Equal(
        expected, WithActive(active, SomeItem.Terms, SomeItem.Content with { Replaces = replaces }));

    [Fact]
    public void An_item_in_a_wider_one_would_do_nothing()
    {
        var wider = SomeItem.Terms with { Shape = null, Executable = @"C:\Program Files\Vendor\a*.exe" };

        Assert.Equal("contained", WithActive("other", wider, SomeItem.Content));
        Assert.Equal("", WithActive("other", wider with { Classes = AccessClasses.MemoryRead }, SomeItem.Content));
        Assert.Equal("", WithActive("other", wider with { ExpiresAt = SomeItem.Now.AddDays(1) }, SomeItem.Content));
        Assert.Equal("", WithActive("other", wider with { Hosts = ["ws-18"] }, SomeItem.Content));
    }

    // The narrower one may stay until it expires, or be replaced.
    [Fact]
    public void A_wider_item_than_an_active_one_is_no_duplicate() => Assert.Equal("", WithActive(
        "other", SomeItem.Terms, SomeItem.Of(SomeItem.Terms with { Hosts = [SomeItem.Host, "ws-18"] })));

    private static string Guarded(ExceptionTerms terms, CandidateAccess attack) => SomeItem.InWords(SomeItem.Refusals(
        terms, SomeItem.Surroundings with { TruePositives = [new GuardedAccess("a1", attack)] }));

    private static string WithActive(string id, ExceptionTerms active, ExceptionContent content) => SomeItem.InWords(
        SomeItem.Refusals(content, SomeItem.Surroundings with
        {
            Active = new ExceptionIndex([SomeItem.Standing(id, active)]),
        }));
}
