using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class ExceptionPolicyTests
{
    private static readonly ExceptionPolicy Trusting = new(ApprovesAllHosts: false, ApprovesCredentialTargets: false);

    [Theory]
    [InlineData("", true)]
    [InlineData("target.image = C:\\Windows\\explorer.exe", false)]
    [InlineData("target.image = C:\\Windows\\System32\\ls*.exe", true)]
    [InlineData("target.image = C:\\Windows\\*\\lsass.exe", true)]
    [InlineData("target.image = null", true)]
    [InlineData("target.image = C:\\Windows\\explorer.exe; access.classes = query,thread", true)]
    [InlineData("target.image = C:\\Windows\\System32\\winlog*.exe; access.classes = all-access", true)]
    [InlineData("target.image = C:\\Windows\\System32\\winlogon.exe; access.classes = query", false)]
    [InlineData("target.image = C:\\Windows\\System32\\lsm.exe; access.classes = all-access", false)]
    [InlineData("target.image = C:\\Windows\\explorer.exe; scope.allHosts = true; scope.hosts = null", true)]
    [InlineData("target.image = C:\\Windows\\explorer.exe; overrides = signer-never-seen", true)]
    public void Broad_and_dangerous_items_take_approval(string item, bool expected) =>
        Assert.Equal(expected, new ExceptionPolicy().NeedsApproval(ItemText.Parse(item)));

    [Theory]
    [InlineData("", false)]
    [InlineData("scope.allHosts = true; scope.hosts = null", false)]
    [InlineData("overrides = signer-never-seen", true)]
    public void A_trusting_policy_asks_for_overrides_only(string item, bool expected)
    {
        Assert.Equal(expected, Trusting.NeedsApproval(ItemText.Parse(item)));
        Assert.True((Trusting with { ApprovesEverything = true }).NeedsApproval(ItemText.Parse(item)));
    }

    [Theory]
    [InlineData(29.999, "")]
    [InlineData(30, "")]
    [InlineData(30.001, "expiry-too-far expiresAt")]
    public void The_policy_says_how_far_away_an_expiry_may_be(double days, string expected) => Assert.Equal(
        expected,
        SomeItem.InWords(SomeItem.Refusals(
            SomeItem.Terms with { ExpiresAt = SomeItem.Now.AddDays(days) },
            SomeItem.Surroundings with { Policy = new ExceptionPolicy(DaysMax: 30) })));
}
