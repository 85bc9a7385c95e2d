using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What an alert learns does not depend on when it learns it.</summary>
public sealed class SourceFactsLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly SomeEvent[] Loads =
    [
        SomeContext.Load(),
        SomeContext.Load().Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 4)
            .With("winlog.computer_name", "WS-18"),
        SomeContext.Load().Data("Signed", "failed: Access denied").Data("Signature", null)
            .Data("SignatureStatus", null).With("winlog.record_id", 6),
        SomeContext.Load().Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 7)
            .Data("Signed", "false").Data("Signature", null).Data("SignatureStatus", "Unavailable"),
    ];

    // Starts of both logs before and after the access, of this and of other instances, and loads by several processes.
    private static readonly SomeEvent[] Events =
    [
        .. Loads, SomeContext.Start(),
        SomeContext.Start().Data("ProcessGuid", SomeContext.Other).With("winlog.record_id", 2),
        SomeContext.Start().Data("ProcessGuid", null).With("winlog.record_id", 3)
            .Data("UtcTime", "2026-03-02 10:20:10.000").Data("User", @"CORP\third").Data("Hashes", null),
        Audited(-3600, 11, "first"), Audited(-60, 12, "second"), Audited(1, 13, "third"), Audited(30, 14, "fourth"),
        SomeContext.Sysmon(5), SomeContext.Sysmon(11).Data("TargetFilename", SomeContext.Image),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_any_order_and_any_parcels_with_repeats_it_learns_the_same(bool hasEntity) => Prop.ForAll(
        Gen.SubListOf(Events).Select(some => some.ToArray()).ToArbitrary(), Gen.Choose(0, 9999).ToArbitrary(),
        Gen.Choose(1, 5).ToArbitrary(),
        (events, seed, size) =>
        {
            // Without an entity id a signer is found by the hash that an uncertain start told; that one stays.
            if (!hasEntity) events = [.. events.Except(Loads)];
            var access = hasEntity ? Learning.Access() : Learning.AccessWithoutEntity();
            var (atOnce, inParcels) = (Learning.Begin(access), Learning.Begin(access));
            Learning.SourceOf(atOnce, [events]);
            Learning.SourceOf(inParcels, Some.Shuffled(events.Concat(events), seed).Chunk(size));
            Assert.Equal(atOnce.Source, inParcels.Source);
        }).Check(Often);

    private static SomeEvent Audited(double after, int recordId, string user) => SomeContext.AuditedStart()
        .With("winlog.record_id", recordId).Data("SubjectUserName", user)
        .With("@timestamp", $"{Some.Time.AddSeconds(after):yyyy-MM-ddTHH:mm:ss.fff}Z");
}
