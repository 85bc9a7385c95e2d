using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>An event that is judged first and completed later has the same fields as one normalised at once.</summary>
public sealed class TwoPassLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);
    private static readonly string[] All = [.. Mapped.AllFields.Union(ContextFields.All)];
    private static readonly Normaliser AtOnce = new(All);

    private static readonly Normaliser[] InTwoPasses =
    [
        new([], All), new(ContextReader.Judged, All),
        .. Enumerable.Range(1, 20).Select(seed => new Normaliser(Some.Shuffled(All, seed).Take(seed * 3), All)),
    ];

    [Fact]
    public void Two_passes_give_what_one_gives() => Prop.ForAll(
        AnyEvent.InAnyEnvelope.ToArbitrary(), Gen.Elements(InTwoPasses).ToArbitrary(),
        (document, normaliser) => Assert.Empty(Differences(document, normaliser))).Check(Often);

    [Fact]
    public void So_they_do_for_every_case() => Assert.Empty(
        from document in AnyEvent.OfCases()
        from normaliser in InTwoPasses
        from difference in Differences(document, normaliser)
        select difference);

    [RecordingsFact]
    public void So_they_do_for_what_was_recorded() => Assert.Empty(
        from document in AnyEvent.Recorded()
        from difference in Differences(document, InTwoPasses[1])
        select difference);

    // Of both logs at once: whose it is decides what becomes of a dash, in both passes alike.
    [Fact]
    public void So_they_do_where_channel_and_provider_are_at_odds()
    {
        var document = new SomeEvent("{}").With("winlog.channel", "Security").With("event.code", "1")
            .With("winlog.provider_name", "Microsoft-Windows-Security-Auditing")
            .With("event.provider", "Microsoft-Windows-Sysmon").With("winlog.event_data.CommandLine", "-");

        Assert.All(InTwoPasses, normaliser => Assert.Empty(Differences(document.Utf8, normaliser)));
    }

    private static List<string> Differences(byte[] document, Normaliser twoPasses)
    {
        var (one, two) = (new EventBuffer(AtOnce.Fields), new EventBuffer(twoPasses.Fields));
        Assert.True(one.TryRead(document, out var whole, out _));
        Assert.True(two.TryRead(document, out var completed, out _));
        AtOnce.Apply(whole);
        twoPasses.Complete(completed, twoPasses.Apply(completed));

        var differences = new List<string>();
        foreach (var field in All)
        {
            var expected = Read.Values(whole, AtOnce.Fields.SlotOf(field));
            var found = Read.Values(completed, twoPasses.Fields.SlotOf(field));
            if (expected != found) differences.Add($"{field}: {expected}, in two passes {found}");
        }

        return differences;
    }
}
