using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class CanariesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(316)]
    public void A_version_of_the_rule_raises_every_one(int version)
    {
        Assert.True(Canaries.All.Count >= 20);
        Assert.All(Canaries.Documents(), attack => Assert.Single(Some.Judge(attack.Document, version).Matches));
    }

    [Fact]
    public void They_are_read_as_every_event_is() => Assert.All(Canaries.Documents().Zip(Canaries.All), pair =>
    {
        var (match, canary) = (Some.Match(pair.First.Document), pair.Second.Access);
        Assert.Equal(
            (match.Access.Source.Executable, match.Access.Target.Image, match.Access.Mask?.Classes),
            (canary.Source.Executable, canary.TargetImage, canary.Classes));
        Assert.Equal(
            (match.Access.FirstFrame, match.Access.Shape.Text, match.Envelope.Host, match.Envelope.At),
            (canary.FirstFrame, canary.Shape, canary.Host, canary.At));
    });

    [Fact]
    public void Each_has_a_name_and_a_title_of_its_own()
    {
        Assert.Distinct(Canaries.All.Select(canary => canary.Id));
        Assert.Distinct(Canaries.All.Select(canary => canary.Title));
        Assert.All(Canaries.All, canary => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", canary.Id));
        Assert.All(Canaries.All, canary => Assert.DoesNotMatch(@"\.$|^[a-z]+ [a-z]+$", canary.Title));
    }

    [Fact]
    public void No_two_are_the_same_access() => Assert.Distinct(
        Canaries.All.Select(canary => (
            canary.Access.Source.Executable, canary.Access.TargetImage, canary.Access.Classes, canary.Access.Shape)));

    [Fact]
    public void Some_are_signed_and_some_are_not()
    {
        Assert.Contains(Canaries.All, canary => canary.Access is { TrustedSigner: "Microsoft Windows" });
        Assert.Contains(Canaries.All, canary => canary.Access is { TrustedSigner: "Microsoft Corporation" });
        Assert.Contains(Canaries.All, canary => canary.Access.Source.Signer.State is SignerState.Unknown);
        Assert.Contains(Canaries.All, canary => canary.Access.Source.Sha256 is { Length: 64 });
    }

    [Theory]
    [InlineData(TargetClass.Credential)]
    [InlineData(TargetClass.Browser)]
    [InlineData(TargetClass.SecurityProduct)]
    [InlineData(TargetClass.Other)]
    public void Every_class_of_targets_has_some(TargetClass target) => Assert.Contains(
        Canaries.All, canary => TargetClasses.Of(canary.Access.TargetImage, null) == target);

    [Fact]
    public void They_are_those_of_their_version() => Assert.Equal(
        ("2026-11-22.2", "78a5e5214744"),
        (Canaries.Version, Fingerprint.Of(Canaries.Documents().Select(attack =>
            $"{attack.Id} {Convert.ToHexString(attack.Document)}")).ToString("x32")[..12]));
}
