using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What the answers come to.</summary>
public sealed class RecommendationTests
{
    private static SomeCase NothingToTake => new()
    {
        Access = new SomeCase().Access.Data("TargetImage", @"C:\Windows\System32\notepad.exe")
            .Data("CallTrace", Some.Unbacked),
    };

    [Fact]
    public void Where_everything_fits_it_is_likely_benign()
    {
        var investigation = new SomeCase().Investigate();

        Assert.All(investigation.Findings, f => Assert.True(f.Answer is Answer.Lower, f.Because));
        Assert.Equal(Enum.GetValues<Question>(), investigation.Findings.Select(f => f.Question));
        Assert.Equal(Recommendation.LikelyBenign, investigation.Recommendation);
        Assert.Single(investigation.Reasons);
        Assert.Equal(Some.Time.AddDays(1), investigation.ComputedAt);
        Assert.Equal(Recommendation.LikelyBenign, NothingToTake.Investigate().Recommendation);
    }

    [Fact]
    public void A_new_pattern_against_credentials_escalates_however_nice_its_source_looks()
    {
        var investigation = (new SomeCase { Related = RelatedActivity.None }).Investigate();

        Assert.Equal(Recommendation.Escalate, investigation.Recommendation);
        Assert.Equal([new SomeCase().Alert().Reason], investigation.Reasons);
    }

    [Fact]
    public void A_known_tool_is_for_a_person_as_long_as_something_could_not_be_checked()
    {
        var early = (new SomeCase { At = Some.Time.AddMinutes(1) }).Investigate();
        var blind = new SomeCase().WithoutTelemetry("22").Investigate();

        Assert.Equal([Recommendation.Review, Recommendation.Review], [early.Recommendation, blind.Recommendation]);
        Assert.All([early, blind], i => Assert.StartsWith(
            "The pattern is known", i.Reasons[0], StringComparison.Ordinal));
        Assert.Contains("communication", blind.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_tool_escalates_if_anything_else_does()
    {
        var unsigned = new SomeCase { Load = new SomeCase().Load!.Data("Signed", "false") };

        Assert.Equal(Recommendation.Escalate, unsigned.Investigate().Recommendation);
        Assert.Equal(Recommendation.Escalate, unsigned.WithoutTelemetry("22").Investigate().Recommendation);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("11")]
    [InlineData("22")]
    public void Anything_unresolved_is_for_a_person(string code)
    {
        var investigation = NothingToTake.WithoutTelemetry(code).Investigate();

        Assert.Equal(Recommendation.Review, investigation.Recommendation);
        Assert.All(investigation.Reasons, r => Assert.Contains(
            $"Sysmon {code}", r.Replace("asked for", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.NotEmpty(investigation.Reasons);
    }

    [Fact]
    public void A_place_and_a_parent_alone_are_those_of_many_an_honest_tool()
    {
        var shell = NothingToTake with
        {
            Start = NothingToTake.Start!.Data("ParentImage", @"C:\Windows\System32\cmd.exe"),
            Load = NothingToTake.Load!.Data("Signed", "false"),
        };
        var investigation = shell.Investigate();

        Assert.Equal(Recommendation.Review, investigation.Recommendation);
        Assert.Equal(2, investigation.Findings.Count(f => f.Answer is Answer.Escalate));
        Assert.Contains("cmd.exe", string.Concat(investigation.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_did_afterwards_escalates_together_with_anything_else()
    {
        var dump = NothingToTake.With(SomeCase.Wrote(@"C:\a.dmp"));
        var unsigned = dump with { Load = NothingToTake.Load!.Data("Signed", "false") };
        var spoke = NothingToTake.With(SomeCase.Connected(SomeCase.Public));

        Assert.Equal(Recommendation.Review, dump.Investigate().Recommendation);
        Assert.Equal(Recommendation.Escalate, unsigned.Investigate().Recommendation);
        Assert.Equal(Recommendation.Review, spoke.Investigate().Recommendation);
        Assert.Equal(Recommendation.Escalate, (spoke with { Load = unsigned.Load }).Investigate().Recommendation);
        Assert.Equal(
            Recommendation.Escalate, spoke.With(SomeCase.Wrote(@"C:\a.dmp")).Investigate().Recommendation);
    }

    [Fact]
    public void A_pattern_that_was_judged_an_attack_escalates() => Assert.Equal(
        Recommendation.Escalate,
        (NothingToTake with { Related = new([], SomeCase.Pattern(benign: 9, truePositive: 1)) }).Investigate()
            .Recommendation);

    [Fact]
    public void Two_alerts_do_not_hold_each_other_up()
    {
        var other = SomeCase.Other() with
        {
            Recommendation = Recommendation.Escalate, TargetClass = TargetClass.Credential,
        };

        Assert.Equal(
            Recommendation.Review,
            (NothingToTake with { Related = new([other], SomeCase.Pattern(benign: 3)) }).Investigate().Recommendation);
    }
}
