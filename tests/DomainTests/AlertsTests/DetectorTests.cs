using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

public sealed class DetectorTests
{
    [Fact]
    public void A_match_carries_the_document_byte_for_byte()
    {
        byte[] document = [.. " \n"u8, .. Some.ProcessAccess().With("x", "\ud83d\ude00").Utf8, .. "\r\n"u8];

        Assert.Equal(document, Some.Match(document).Document);
    }

    [Fact]
    public void A_match_outlives_the_buffer()
    {
        var detector = Some.Detector();
        var (rules, buffer) = (detector.RulesFor(null), detector.NewBuffer());
        var document = Some.ProcessAccess().Utf8;
        var match = Assert.Single(detector.Judge(document, rules, buffer).Matches);

        document.AsSpan().Clear();
        detector.Judge(Some.ProcessAccess(Some.Ntdll, "C:\\x").Utf8, rules, buffer);

        Assert.Equal(Some.Unbacked, match.Access.CallTraceText);
        Assert.Equal(Some.Lsass, match.Access.Target.Image);
        Assert.Equal(Some.ProcessAccess().Utf8, match.Document);
    }

    [Fact]
    public void Nothing_of_one_event_is_left_for_the_next()
    {
        var detector = Some.Detector();
        var (rules, buffer) = (detector.RulesFor(null), detector.NewBuffer());
        detector.Judge(Some.ProcessAccess().Utf8, rules, buffer);

        Assert.Empty(detector.Judge("{}"u8, rules, buffer).Matches);
        Assert.Empty(detector.Judge(Some.ProcessAccess(null).Utf8, rules, buffer).Matches);
        Assert.Empty(detector.Judge("""{"event":{"code":"10"}}"""u8, rules, buffer).Matches);
        Assert.NotNull(detector.Judge("{"u8, rules, buffer).Unreadable);
        Assert.Null(detector.Judge("{}"u8, rules, buffer).Unreadable);
    }

    [Fact]
    public void Each_rule_that_matches_gives_one_match()
    {
        var detector = new Detector([Some.Active(3), Some.Active(316)]);
        var verdict = detector.Judge(Some.ProcessAccess().Utf8, detector.RulesFor(null), detector.NewBuffer());

        Assert.Equal([3, 316], verdict.Matches.Select(m => m.Rule.Version.Version));
        Assert.Empty(new Detector([]).RulesFor(null).Rules);
    }

    [Fact]
    public void A_verdict_is_silent_by_default()
    {
        Assert.Null(Verdict.Silent.Unreadable);
        Assert.Empty(default(Verdict).Matches);
    }

    // The common event is one that no rule matches. It may cost nothing but time.
    [Fact]
    public void A_silent_event_allocates_nothing()
    {
        var rules = new ActiveRule[] { Some.Active(3), Some.Active(316) };
        var detector = new Detector(rules);
        var (selection, none, buffer) = (detector.RulesFor(null), detector.RulesFor("x"), detector.NewBuffer());
        byte[][] documents = [.. Silent().Select(e => e.Utf8)];
        Assert.All(documents, document => Assert.InRange(document.Length, 1000, 4000));

        for (var round = 0; round < 50; round++) JudgeAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = 0;
        for (var round = 0; round < 200; round++) matches += JudgeAll();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, matches);
        Assert.Equal(0, allocated);

        int JudgeAll()
        {
            var count = 0;
            foreach (var document in documents)
            {
                count += detector.Judge(document, selection, buffer).Matches.Count;
                count += detector.Judge(document, none, buffer).Matches.Count;
            }

            return count;
        }
    }

    // Each about 2 KB, as they come: Sysmon in several forms, and what else a Winlogbeat sends.
    private static IEnumerable<SomeEvent> Silent()
    {
        var trace = string.Join('|', [Some.Ntdll, .. Enumerable.Repeat(Some.KernelBase, 15), Some.Unbacked]);
        yield return Some.ProcessAccess(trace);
        yield return Some.ProcessAccess(trace, null).With("winlog.event_data.GrantedAccess", 4112)
            .With("event.code", 10).With("winlog.event_data.SourceProcessGUID", "7A2C10F3-4E1E-69A5-3B02-000000000E00");
        yield return Some.ProcessAccess(trace).With("event.category", new[] { "process", "x" })
            .With("tags", new[] { "forwarded" }).Without("host.os");
        foreach (var code in (string[])["1", "3", "7", "11"])
            yield return Some.ProcessAccess(null, null).With("event.code", code).With("winlog.event_id", code)
                .With("winlog.event_data.Image", @"C:\Windows\System32\svchost.exe")
                .With("message", new string('x', 900))
                .With("winlog.event_data.Hashes", "SHA256=" + new string('A', 64));
        yield return Some.ProcessAccess(null, null).With("event.code", "4624").With("winlog.channel", "Security")
            .With("winlog.provider_name", "Microsoft-Windows-Security-Auditing").With("event.provider", "x")
            .With("winlog.provider_guid", "{54849625-5478-4994-A5BA-3E3B0328C30D}")
            .With("message", new string('x', 900));
        yield return new SomeEvent("""{"process":{"executable":"/bin/sh","pid":1},"event":{"category":"process"}}""")
            .With("message", new string('\\', 500));
    }
}
