using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
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

        SignerFoundBy? foundBy = state is SignerState.Unknown ? null : SignerFoundBy.OwnImage;
        Assert.Equal(new Signer(state, subject, foundBy), Learning.SourceOf(Learning.Access(), load).Signer);
    }

    [Fact]
    public void So_it_does_in_the_fields_of_the_newest_agent() => Assert.Equal(
        new Signer(SignerState.Trusted, "Example Ltd", SignerFoundBy.OwnImage),
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

        Assert.Equal(new Signer(SignerState.Trusted, "Example Ltd", SignerFoundBy.OtherHost), source.Signer);
        Assert.False(source.Signer.IsFirstHand);
        Assert.Null(source.Signer.Proven);
    }

    [Fact]
    public void What_its_own_host_says_of_the_file_goes_before_what_others_say()
    {
        var elsewhere = OfAnother().Data("Signature", "Another Ltd").With("@timestamp", "2026-03-02T08:00:00.000Z");

        Assert.Equal(
            new Signer(SignerState.Trusted, "Example Ltd", SignerFoundBy.SameFile),
            Learning.SourceOf(Learning.Access(), SomeContext.Start(), elsewhere, OfAnotherProcess()).Signer);
    }

    [Fact]
    public void What_is_nearer_to_the_file_takes_the_place_of_the_rest_in_whatever_order_it_comes()
    {
        SomeEvent[] loads =
        [
            OfAnother().Data("Signature", "Other Host Ltd"), OfAnotherProcess().Data("Signature", "Same File Ltd"),
            SomeContext.Load().Data("Signature", "Own Image Ltd"),
        ];
        SignerFoundBy[] foundBy = [SignerFoundBy.OtherHost, SignerFoundBy.SameFile, SignerFoundBy.OwnImage];
        for (var seed = 0; seed < 12; seed++)
        {
            var order = Some.Shuffled([0, 1, 2], seed);
            var alert = Learning.Begin(Learning.Access());
            Learning.SourceOf(alert, [SomeContext.Start()]);
            for (var count = 1; count <= order.Length; count++)
            {
                Learning.SourceOf(alert, [[SomeContext.Start(), .. order[..count].Select(i => loads[i])]]);

                Assert.Equal(foundBy[order[..count].Max()], alert.Source.Signer.FoundBy);
            }

            Assert.Equal("Own Image Ltd", alert.Source.Signer.Proven);
        }
    }

    [Fact]
    public void What_the_event_says_is_looked_for_nowhere_else()
    {
        var alert = Learning.Begin(
            Learning.Access().With("process.hash.sha256", SomeContext.Sha256)
                .With("process.code_signature.exists", false));
        Learning.SourceOf(alert, [SomeContext.Start(), SomeContext.Load()]);

        Assert.Equal(new Signer(SignerState.Unsigned, null, SignerFoundBy.Event), alert.Source.Signer);
        Assert.Empty(SourceFacts.KeysOf(alert.Host.Name, alert.Source));
    }

    [Fact]
    public void Whoever_knows_only_what_others_say_goes_on_looking_at_home()
    {
        var alert = Learning.Begin(Learning.Access());
        Learning.SourceOf(alert, [SomeContext.Start(), OfAnother()]);

        Assert.Equal(
            [ContextKeyKind.OwnImage, ContextKeyKind.OwnImageHashOnHost],
            SourceFacts.KeysOf(alert.Host.Name, alert.Source).Select(key => key.Kind));
    }

    [Fact]
    public void Of_an_alert_that_has_not_noted_who_said_so_it_is_found_out()
    {
        var source = Learning.Begin(Learning.Access()).Source with
        {
            Signer = new Signer(SignerState.Trusted, "Example Ltd"),
        };

        Assert.Null(source.Signer.Proven);
        Assert.Contains(
            SourceFacts.KeysOf(SomeContext.Host, source), key => key.Kind is ContextKeyKind.OwnImage);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(SignerFoundBy.OtherHost, true)]
    [InlineData(SignerFoundBy.Inventory, false)]
    [InlineData(SignerFoundBy.SameFile, false)]
    [InlineData(SignerFoundBy.OwnImage, false)]
    [InlineData(SignerFoundBy.Event, false)]
    public void The_inventory_tells_where_no_one_on_the_host_does(SignerFoundBy? knownBy, bool isTaken)
    {
        var source = Learning.Begin(Learning.Access()).Source;
        if (knownBy is not null) source = source with { Signer = new Signer(SignerState.Untrusted, "X", knownBy) };

        var told = source.SignedBy(new Signer(SignerState.Trusted, "Example Ltd", SignerFoundBy.Inventory));

        Assert.Equal(isTaken, told.Signer.Proven == "Example Ltd");
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

    [Theory]
    [InlineData("Valid", "Unavailable", SignerState.Unsigned, null)]
    [InlineData("Unavailable", "Valid", SignerState.Unsigned, null)]
    [InlineData("Valid", "Expired", SignerState.Untrusted, "Example Ltd")]
    [InlineData("Expired", "Valid", SignerState.Untrusted, "Example Ltd")]
    [InlineData("Expired", "Unavailable", SignerState.Unsigned, null)]
    [InlineData("Valid", "Valid", SignerState.Trusted, "Example Ltd")]
    public void Of_loads_that_contradict_each_other_the_worst_is_believed_whichever_came_first(
        string first, string second, SignerState state, string? subject)
    {
        var loads = new[] { OfStatus(SomeContext.Load(), first), OfStatus(Later(SomeContext.Load()), second) };
        var others = new[] { OfStatus(OfAnotherProcess(), first), OfStatus(Later(OfAnotherProcess()), second) };

        Assert.Equal(
            new Signer(state, subject, SignerFoundBy.OwnImage),
            Learning.SourceOf(Learning.Access(), loads).Signer);
        Assert.Equal(
            new Signer(state, subject, SignerFoundBy.SameFile),
            Learning.SourceOf(Learning.Access(), [SomeContext.Start(), .. others]).Signer);
    }

    [Fact]
    public void Of_two_signers_that_both_verified_none_is_believed_and_no_other_process_settles_it()
    {
        SomeEvent[] own = [SomeContext.Load(), Later(SomeContext.Load()).Data("Signature", "Another Ltd")];

        Assert.Equal(Signer.Unknown, Learning.SourceOf(Learning.Access(), own).Signer);
        Assert.Equal(
            Signer.Unknown,
            Learning.SourceOf(
                Learning.Access(),
                [SomeContext.Start(), own[0], own[1].Data("Hashes", $"SHA256={new string('7', 64)}"),
                    OfAnotherProcess()]).Signer);
        Assert.Equal(
            Signer.Unknown,
            Learning.SourceOf(
                Learning.Access(), SomeContext.Start(), OfAnotherProcess(),
                Later(OfAnotherProcess()).Data("Signature", "Another Ltd")).Signer);
    }

    [Fact]
    public void Of_several_names_that_did_not_verify_none_is_kept() => Assert.Equal(
        new Signer(SignerState.Untrusted, null, SignerFoundBy.OwnImage),
        Learning.SourceOf(
            Learning.Access(), OfStatus(SomeContext.Load(), "Expired"),
            OfStatus(Later(SomeContext.Load()), "Expired").Data("Signature", "Another Ltd")).Signer);

    [Fact]
    public void Its_own_images_that_name_different_hashes_tell_none() => Assert.Null(Learning.SourceOf(
        Learning.Access(), SomeContext.Load(),
        Later(SomeContext.Load()).Data("Hashes", $"SHA256={new string('7', 64)}")).Sha256);

    private static SomeEvent OfStatus(SomeEvent load, string status) => status is "Unavailable"
        ? load.Data("Signed", "false").Data("Signature", null).Data("SignatureStatus", status)
        : load.Data("SignatureStatus", status);

    private static SomeEvent Later(SomeEvent load) =>
        load.With("winlog.record_id", 99).With("@timestamp", "2026-03-02T12:00:00.000Z");

    private static SomeEvent OfAnotherProcess() =>
        OfAnother().With("winlog.computer_name", SomeContext.Host).With("winlog.record_id", 2);

    private static SomeEvent OfAnother() => SomeContext.Load(@"C:\Temp\copy.exe").Data("Image", @"C:\Temp\copy.exe")
        .Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 1).With("winlog.computer_name", "WS-18");
}
