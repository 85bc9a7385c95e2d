using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What holds of every investigation, whatever the evidence.</summary>
public sealed class InvestigationLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    // Events that tell one thing: a host that does not send them sends none of them.
    private static readonly string[][] Kinds =
        [["1", "4688"], ["3"], ["7"], ["8"], ["11", "15"], ["22"], ["23", "26"], ["4624"]];

    private static readonly string[][] FollowOn = [["1", "4688"], ["3"], ["8"], ["11"], ["22"], ["23", "26"]];

    private static readonly Gen<IReadOnlyList<TelemetryGap>> Gaps =
        from codes in Gen.SubListOf(Kinds)
        from first in Gen.Choose(-7 * 24, 7 * 24)
        from hours in Gen.Choose(0, 14 * 24)
        select (IReadOnlyList<TelemetryGap>)
            [new TelemetryGap([.. codes.SelectMany(code => code)], first, first + hours)];

    private static readonly SomeEvent[] Doings =
    [
        SomeCase.Wrote(@"C:\Windows\Temp\a.dmp"), SomeCase.Wrote(@"C:\Windows\Temp\a.txt"),
        SomeCase.Wrote(@"C:\Program Files\Example\agent.log"), SomeCase.Wrote(@"C:\x\b.exe", 26),
        SomeCase.Wrote(@"C:\Users\Public\c.ps1", 15), SomeCase.Child(@"C:\Windows\System32\cmd.exe", "cmd.exe /c x"),
        SomeCase.Child(SomeCase.Agent), SomeCase.Connected(SomeCase.Public), SomeCase.Connected(SomeCase.Private),
        SomeCase.Asked("update.example", "93.184.216.34;10.1.2.3;"), SomeCase.Did(5, 60),
        SomeCase.Did(8).Data("SourceProcessGuid", SomeContext.Process).Data("SourceImage", SomeCase.Agent)
            .Data("TargetProcessGuid", SomeContext.Other).Data("TargetImage", @"C:\Windows\explorer.exe"),
        SomeContext.Sysmon(11).Data("ProcessGuid", SomeContext.Other).Data("TargetFilename", SomeCase.Agent)
            .At(SomeCase.Began.AddMinutes(-1)),
        SomeContext.Security(4624).At(SomeCase.Began.AddHours(-1)).Data("TargetLogonId", "0x4f2a1")
            .Data("LogonType", "10").Data("TargetUserName", "mira").Data("TargetDomainName", "CORP"),
        SomeContext.AuditedStart().Data("NewProcessName", SomeCase.Agent).At(SomeCase.Began),
    ];

    private static readonly string?[] Parents =
        [SomeCase.Services, SomeCase.Services, SomeCase.Services, @"C:\Windows\System32\cmd.exe", null];

    private static readonly Gen<SomeCase> Any =
        from doings in Gen.SubListOf(Doings)
        from parent in Gen.Elements(Parents)
        from session in Gen.Elements("0x3e7", "0x3e7", "0x4f2a1")
        from signed in Gen.Elements("true", "true", "false", "?")
        from target in Gen.Elements(Some.Lsass, @"C:\Windows\System32\notepad.exe")
        from benign in Gen.Choose(0, 3)
        from attacks in Gen.Elements(0, 0, 0, 1)
        from quiet in Gen.Choose(0, 3)
        let made = new SomeCase()
        select made with
        {
            // Often nothing at all happened: else hardly any case would fit.
            More = quiet == 0 ? [.. doings] : [],
            Access = made.Access.Data("TargetImage", target).Data("CallTrace", Some.Unbacked),
            Start = made.Start!.Data("ParentImage", parent).Data("LogonId", session),
            Load = made.Load!.Data("Signed", signed),
            Related = new([], SomeCase.Pattern(benign, attacks)),
        };

    [Fact]
    public void Removing_telemetry_never_lowers_a_question() => Prop.ForAll(
        Any.ToArbitrary(), Gen.SubListOf(Kinds).ToArbitrary(),
        (some, removed) =>
        {
            var before = some.Investigate().Findings;
            var after = some.WithoutTelemetry([.. removed.SelectMany(codes => codes)]).Investigate().Findings;
            return before.Zip(after).All(pair =>
                pair.First.Answer is Answer.Lower || pair.Second.Answer is not Answer.Lower);
        }).Check(Often);

    [Fact]
    public void A_gap_in_telemetry_never_lowers_a_question() => Prop.ForAll(
        Any.ToArbitrary(), Gaps.ToArbitrary(),
        (some, gaps) =>
        {
            var before = some.Investigate().Findings;
            var after = (some with { Gaps = gaps }).Investigate().Findings;
            return before.Zip(after).All(pair =>
                pair.First.Answer is Answer.Lower || pair.Second.Answer is not Answer.Lower);
        }).Check(Often);

    // Whatever came before it and after it, and however long ago.
    [Fact]
    public void Where_nothing_came_for_long_before_the_access_not_seeing_lowers_nothing() => Prop.ForAll(
        Any.ToArbitrary(), Gen.SubListOf(FollowOn).Where(codes => codes.Count > 0).ToArbitrary(),
        Gen.Choose(0, 7 * 24).ToArbitrary(),
        (some, codes, until) =>
        {
            var gap = new TelemetryGap([.. codes.SelectMany(code => code)], -7 * 24, until);
            var findings = (some with { Gaps = [gap] }).Investigate().Findings;
            return findings.Any(f => f.Question is Question.Artifacts or Question.Communication
                    && f.Answer is not Answer.Lower)
                && findings.All(f => f.Missing.Count == 0 || f.Answer is not Answer.Lower);
        }).Check(Often);

    [Fact]
    public void What_is_missing_never_goes_with_lower() => Prop.ForAll(
        Any.ToArbitrary(), Gen.SubListOf(Kinds).ToArbitrary(),
        (some, removed) => some.WithoutTelemetry([.. removed.SelectMany(codes => codes)]).Investigate().Findings
            .All(f => f.Missing.Count == 0 || f.Answer is not Answer.Lower)).Check(Often);

    [Fact]
    public void Repeats_and_order_change_nothing() => Prop.ForAll(
        Any.ToArbitrary(), Gen.Choose(0, 9999).ToArbitrary(),
        (some, seed) =>
        {
            var evidence = some.Evidence();
            var shuffled = evidence with { Events = Some.Shuffled(evidence.Events.Concat(evidence.Events), seed) };
            Assert.Equal(
                RecordedDumpertTests.Shown(AlertInvestigator.Investigate(evidence, some.Lists, some.At)),
                RecordedDumpertTests.Shown(AlertInvestigator.Investigate(shuffled, some.Lists, some.At)));
        }).Check(Often);

    [Fact]
    public void Likely_benign_is_where_every_question_lowers_and_nowhere_else()
    {
        var fitting = 0;
        Prop.ForAll(Any.ToArbitrary(), some =>
        {
            var investigation = some.Investigate();
            var isBenign = investigation.Recommendation is Recommendation.LikelyBenign;
            if (isBenign) fitting++;
            return isBenign == investigation.Findings.All(f => f.Answer is Answer.Lower);
        }).Check(Often);

        Assert.NotEqual(0, fitting);
    }

    [Fact]
    public void An_alert_escalates_only_if_a_question_does() => Prop.ForAll(
        Any.ToArbitrary(),
        some => some.Investigate() is var investigation
            && (investigation.Recommendation is not Recommendation.Escalate
                || investigation.Findings.Any(f => f.Answer is Answer.Escalate))
            && investigation.Reasons.Count > 0).Check(Often);

    [Fact]
    public void Investigating_changes_nothing_about_the_alert() => Prop.ForAll(
        Any.ToArbitrary(), some =>
        {
            var evidence = some.Evidence();
            var (source, revision) = (evidence.Alert.Source, evidence.Alert.Revision);
            AlertInvestigator.Investigate(evidence, some.Lists, some.At);
            return evidence.Alert.Source == source && evidence.Alert.Revision == revision;
        }).Check(Config.QuickThrowOnFailure);
}
