using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>When that nothing was seen after the access tells something.</summary>
public sealed class UnseenArtifactsTests
{
    // In hours from the access: the host sends such events, but when it did is not enough.
    [Theory]
    [InlineData("11", -168, 19, "before the access")]
    [InlineData("11", -30, 0, "before the access")]
    [InlineData("11", -168, 168, "sends no Sysmon 11")]
    [InlineData("8", -168, 24, "before the access")]
    public void That_nothing_was_seen_tells_nothing_where_the_host_was_not_seen_to_send(
        string code, int from, int to, string said)
    {
        var finding = (new SomeCase { Gaps = [new TelemetryGap([code], from, to)] })[Question.Artifacts];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.Contains(said, finding.Because, StringComparison.Ordinal);
        Assert.Single(finding.Missing);
    }

    [Fact]
    public void It_says_until_when_nothing_was_seen_and_only_if_that_counts()
    {
        Assert.EndsWith(
            "not seen to leave anything behind until 2026-03-02 11:20:30.250Z, and the host sends such events.",
            new SomeCase()[Question.Artifacts].Because, StringComparison.Ordinal);
        Assert.Contains(
            "behind until it ended at 2026-03-02 10:21:00.250Z,",
            new SomeCase().With(SomeCase.Did(5, 30))[Question.Artifacts].Because, StringComparison.Ordinal);
        Assert.Contains(
            "not seen to leave anything else behind",
            new SomeCase().With(SomeCase.Child(SomeCase.Agent))[Question.Artifacts].Because, StringComparison.Ordinal);
        foreach (var open in new[] { new SomeCase { At = Some.Time.AddMinutes(59) }, new SomeCase { IsCut = true } })
        {
            Assert.DoesNotContain("not seen to", open[Question.Artifacts].Because, StringComparison.Ordinal);
            Assert.DoesNotContain("not seen to", open[Question.Communication].Because, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_hour_without_such_events_is_none_to_doubt() => Assert.Equal(
        Answer.Lower,
        (new SomeCase { Gaps = [new TelemetryGap(SomeCase.Codes, -12, 0)] })[Question.Artifacts].Answer);
}
