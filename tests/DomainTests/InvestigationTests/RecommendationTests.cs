using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What the answers come to.</summary>
public sealed class RecommendationTests
{
    [Fact]
    public void Where_everything_fits_it_is_likely_benign()
    {
        var investigation = new SomeCase().Investigate();

        Assert.All(investigation.Findings, f => Assert.True(f.Answer is Answer.Lower, f.Because));
        Assert.Equal(Recommendation.LikelyBenign, investigation.Recommendation);
        Assert.Single(investigation.Reasons);
        Assert.Equal(Some.Time.AddDays(1), investigation.ComputedAt);
    }
}
