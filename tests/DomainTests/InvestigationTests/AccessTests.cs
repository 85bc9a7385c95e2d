using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What did the access prove?</summary>
public sealed class AccessTests
{
    private const string Chrome = @"C:\Program Files\Google\Chrome\Application\chrome.exe";
    private const string Defender = @"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18\MsMpEng.exe";
    private const string Notepad = @"C:\Windows\System32\notepad.exe";
    private const string Dropped = @"C:\Program Files\Example\other.dll+12";

    private static readonly RelatedActivity Unknown = RelatedActivity.None;

    // First frame, target, rights.
    [Theory]
    [InlineData(Some.Unbacked, Some.Lsass, "0x10", Answer.Escalate)]
    [InlineData(Some.Unbacked, Chrome, "0x20", Answer.Escalate)]
    [InlineData(Some.Unbacked, Defender, "0x2", Answer.Escalate)]
    [InlineData(Some.Unbacked, Some.Lsass, "0x40", Answer.Escalate)]
    [InlineData(Some.Unbacked, Some.Lsass, "0x80", Answer.Escalate)]
    [InlineData(Some.Unbacked, Some.Lsass, "0x1fffff", Answer.Escalate)]
    [InlineData(SomeCase.Agent + "+1", Some.Lsass, "0x1010", Answer.Escalate)]
    [InlineData(Dropped, Some.Lsass, "0x1010", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\umppc12.dll+1", Some.Lsass, "0x1010", Answer.Escalate)]
    [InlineData(@"C:\Temp\ntdll.dll+1", Some.Lsass, "0x1010", Answer.Escalate)]
    [InlineData(Some.Unbacked, Notepad, "0x1fffff", Answer.Unresolved)]
    [InlineData(Some.Unbacked, Some.Lsass, "0x1000", Answer.Unresolved)]
    [InlineData(Some.Unbacked, Some.Lsass, "0x101400", Answer.Unresolved)]
    [InlineData(Some.Unbacked, Some.Lsass, "all", Answer.Unresolved)]
    [InlineData("no frame", Some.Lsass, "0x1010", Answer.Unresolved)]
    public void A_direct_call_for_what_an_attacker_wants_escalates(
        string callTrace, string target, string mask, Answer answer) => Assert.Equal(
        answer, (new SomeCase { Access = Opened(callTrace, target, mask), Related = Unknown })[Question.Access].Answer);

    [Theory]
    [InlineData(0, 0, Answer.Escalate)]
    [InlineData(1, 0, Answer.Lower)]
    [InlineData(9, 1, Answer.Escalate)]
    public void A_pattern_that_was_judged_benign_and_never_an_attack_lowers_it_if_all_else_fits(
        int benign, int truePositive, Answer answer) => Assert.Equal(
        answer,
        (new SomeCase { Related = new([], SomeCase.Pattern(benign, truePositive)) })[Question.Access].Answer);

    [Fact]
    public void It_does_not_if_anything_else_escalates()
    {
        var finding = new SomeCase().With(SomeCase.Wrote(@"C:\a.dmp"))[Question.Access];

        Assert.Equal(Answer.Escalate, finding.Answer);
        Assert.DoesNotContain("could not be settled", finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void It_leaves_it_open_if_anything_else_is_not_known()
    {
        var finding = new SomeCase().WithoutTelemetry("22", "3", "11")[Question.Access];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.Contains(
            "The pattern is known: analysts have judged it benign, and never an attack.", finding.Because,
            StringComparison.Ordinal);
        Assert.Contains(
            "could not be settled: source-process, artifacts, communication.", finding.Because,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 0, Answer.Lower)]
    [InlineData(0, 0, Answer.Unresolved)]
    [InlineData(3, 1, Answer.Escalate)]
    public void Of_what_no_attacker_wants_the_pattern_decides(int benign, int truePositive, Answer answer) =>
        Assert.Equal(
            answer,
            (new SomeCase
            {
                Access = Opened(Some.Unbacked, Notepad, "0x1fffff"),
                Related = new([], SomeCase.Pattern(benign, truePositive)),
            })[Question.Access].Answer);

    [Fact]
    public void An_attack_of_the_same_pattern_nearby_makes_the_pattern_unknown()
    {
        var attack = SomeCase.Other(ClosingVerdict.TruePositive, Relation.Pattern);

        var some = new SomeCase { Related = new([attack], SomeCase.Pattern(benign: 3)) };
        Assert.Equal(Answer.Escalate, some[Question.Access].Answer);
        Assert.Equal(
            Answer.Unresolved,
            (some with { Access = Opened(Some.Unbacked, Notepad, "0x1fffff") })[Question.Access].Answer);
    }

    [Fact]
    public void It_rests_on_the_event_of_the_access_and_says_the_alerts_reason()
    {
        var finding = new SomeCase()[Question.Access];

        var evidence = Assert.Single(finding.Evidence);
        Assert.Equal(("41017", "10", Some.Time), (evidence.RecordId, evidence.Code, evidence.At));
        Assert.Contains("winlog.event_data.CallTrace", evidence.Fields);
        Assert.StartsWith(new SomeCase().Alert().Reason, finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_context_no_longer_has_the_event_the_alert_knows_its_number()
    {
        var evidence = new SomeCase().Evidence() with { Events = [], FirstRecordId = "17" };

        Assert.Equal(
            "17",
            AlertInvestigator.Investigate(evidence, InvestigationLists.Default, Some.Later).Findings[0].Evidence[0]
                .RecordId);
    }

    private static SomeEvent Opened(string callTrace, string target, string mask) => new SomeCase().Access
        .Data("CallTrace", callTrace).Data("TargetImage", target).Data("GrantedAccess", mask);
}
