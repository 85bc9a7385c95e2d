using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What else happened around the same user, host, file and pattern?</summary>
public sealed class RelatedActivityTests
{
    [Theory]
    [InlineData(0, 0, Answer.Unresolved)]
    [InlineData(1, 0, Answer.Lower)]
    [InlineData(1, 1, Answer.Escalate)]
    [InlineData(0, 1, Answer.Escalate)]
    public void What_the_pattern_was_judged_counts(int benign, int truePositive, Answer answer)
    {
        var finding = Of(new([], SomeCase.Pattern(benign, truePositive)));

        Assert.Equal(answer, finding.Answer);
        Assert.Contains(
            "seen 40 times in 7 alerts on 5 hosts under 2 accounts since 2025-12-02", finding.Because,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClosingVerdict.TruePositive, Relation.Host, Answer.Escalate)]
    [InlineData(ClosingVerdict.TruePositive, Relation.User, Answer.Escalate)]
    [InlineData(ClosingVerdict.TruePositive, Relation.Hash, Answer.Escalate)]
    [InlineData(ClosingVerdict.TruePositive, Relation.Pattern, Answer.Escalate)]
    [InlineData(ClosingVerdict.Benign, Relation.Host, Answer.Lower)]
    [InlineData(ClosingVerdict.None, Relation.Host, Answer.Lower)]
    public void An_attack_nearby_escalates(ClosingVerdict verdict, Relation by, Answer answer)
    {
        var finding = Of(new([SomeCase.Other(verdict, by)], SomeCase.Pattern(benign: 3)));

        Assert.Equal(answer, finding.Answer);
        if (answer is Answer.Escalate)
            Assert.Contains($"a1 (same {Words.Of(by)}; target other)", finding.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TargetClass.Credential, null, Relation.Host, Answer.Unresolved)]
    [InlineData(TargetClass.Other, Recommendation.Escalate, Relation.User, Answer.Unresolved)]
    [InlineData(TargetClass.Other, Recommendation.Review, Relation.User, Answer.Lower)]
    [InlineData(TargetClass.Credential, Recommendation.Escalate, Relation.Pattern, Answer.Lower)]
    public void Another_alert_that_nobody_judged_leaves_it_open_if_it_may_be_bad(
        TargetClass target, Recommendation? recommendation, Relation by, Answer answer) => Assert.Equal(
        answer,
        Of(new(
            [SomeCase.Other(by: by) with { TargetClass = target, Recommendation = recommendation }],
            SomeCase.Pattern(benign: 3))).Answer);

    [Fact]
    public void The_alert_itself_and_repeats_do_not_count()
    {
        var itself = SomeCase.Other(ClosingVerdict.TruePositive, id: new SomeCase().Alert().Id);
        var other = SomeCase.Other();

        Assert.Equal(Answer.Lower, Of(new([itself], SomeCase.Pattern(benign: 3))).Answer);
        Assert.Contains(
            "something in common: 1.", Of(new([other, itself, other], SomeCase.Pattern(benign: 3))).Because,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_account_or_hash_it_cannot_be_asked_for_them()
    {
        var some = new SomeCase();
        var finding = (some with
        {
            Access = some.Access.Without("winlog.event_data.SourceUser"), Start = null, Load = null,
        })[Question.RelatedActivity];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.Equal(
            ["whether there are alerts of the same account", "whether there are alerts of the same file"],
            finding.Missing.Select(m => m.What));
        Assert.Contains("HashAlgorithms", finding.Missing[1].Setting, StringComparison.Ordinal);
    }

    [Fact]
    public void More_alerts_than_were_read_leave_it_open() => Assert.Equal(
        Answer.Unresolved, Of(new([], SomeCase.Pattern(benign: 3)) { IsCut = true }).Answer);

    private static Finding Of(RelatedActivity related) =>
        (new SomeCase { Related = related })[Question.RelatedActivity];
}
