using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>Who signed the process behind an alert, as the context tells it.</summary>
public sealed class SignerTests
{
    [Theory]
    [InlineData("true", "Example Ltd", "Valid", SignerState.Trusted, "Example Ltd")]
    [InlineData("true", "Example Ltd", "Expired", SignerState.Untrusted, "Example Ltd")]
    [InlineData("true", "Example Ltd", null, SignerState.Untrusted, "Example Ltd")]
    [InlineData("false", null, "Unavailable", SignerState.Unsigned, null)]
    [InlineData("false", "-", "-", SignerState.Unsigned, null)]
    [InlineData("failed: Invalid hash", "-", "-", SignerState.Unknown, null)]
    [InlineData("Failed: Access denied", "Example Ltd", "Valid", SignerState.Unknown, null)]
    [InlineData("?", "?", "?", SignerState.Unknown, null)]
    [InlineData("false (Not enough storage)", "-", "Error", SignerState.Unknown, null)]
    [InlineData(null, null, null, SignerState.Unknown, null)]
    public void Its_own_image_tells(
        string? signed, string? signature, string? status, SignerState state, string? subject)
    {
        var load = SomeContext.Load().Data("Signed", signed).Data("Signature", signature)
            .Data("SignatureStatus", status);

        Assert.Equal(new Signer(state, subject), Learning.SourceOf(Learning.Access(), load).Signer);
    }

    [Fact]
    public void So_it_does_in_the_fields_of_the_newest_agent() => Assert.Equal(
        new Signer(SignerState.Trusted, "Example Ltd"),
        Learning.SourceOf(Learning.Access(), SomeContext.OfAgent(7)
            .With("file.code_signature.subject_name", "Example Ltd").With("file.code_signature.exists", true)
            .With("file.code_signature.trusted", true)).Signer);

    [Fact]
    public void Its_own_image_tells_the_hash_where_the_start_is_missing() => Assert.Equal(
        SomeContext.Sha256, Learning.SourceOf(Learning.Access(), SomeContext.Load()).Sha256);

    [Fact]
    public void The_same_file_loaded_by_another_process_tells_once_the_start_told_the_hash()
    {
        var source = Learning.SourceOf(Learning.Access(), SomeContext.Start(), OfAnother());

        Assert.Equal(new Signer(SignerState.Trusted, "Example Ltd"), source.Signer);
    }

    [Fact]
    public void Another_file_of_another_process_tells_nothing() => Assert.Equal(
        Signer.Unknown,
        Learning.SourceOf(
            Learning.Access(), SomeContext.Start(),
            OfAnother().Data("Hashes", $"SHA256={new string('7', 64)}")).Signer);

    [Fact]
    public void Where_its_own_image_could_not_be_verified_the_same_file_elsewhere_tells_in_whatever_order()
    {
        var failed = SomeContext.Load().Data("Signed", "failed: Access denied").Data("Signature", null)
            .Data("SignatureStatus", null);
        SomeEvent[][] orders = [[failed, OfAnother()], [OfAnother(), failed]];
        foreach (var order in orders)
        {
            var alert = Learning.Begin(Learning.Access());
            Learning.SourceOf(alert, order.Select(e => new[] { e }));

            Assert.Equal(SignerState.Trusted, alert.Source.Signer.State);
            Assert.Equal(SomeContext.Sha256, alert.Source.Sha256);
        }
    }

    private static SomeEvent OfAnother() => SomeContext.Load(@"C:\Temp\copy.exe").Data("Image", @"C:\Temp\copy.exe")
        .Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 1).With("winlog.computer_name", "WS-18");
}
