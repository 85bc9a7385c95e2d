using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>Who launched it, how, and in which session?</summary>
public sealed class LaunchContextTests
{
    [Theory]
    [InlineData(SomeCase.Services, Answer.Lower)]
    [InlineData(@"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE", Answer.Escalate)]
    [InlineData(@"C:\Program Files\Mozilla Firefox\firefox.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\cmd.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", Answer.Escalate)]
    [InlineData(@"C:\Program Files\7-Zip\7zFM.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\rundll32.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\wsmprovhost.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\PSEXESVC.exe", Answer.Escalate)]
    [InlineData(@"C:\Users\mira\launcher.exe", Answer.Unresolved)]
    [InlineData(@"C:\Windows\System32\cmd.exe.exe", Answer.Lower)]
    [InlineData("?", Answer.Unresolved)]
    [InlineData(null, Answer.Unresolved)]
    public void Who_launched_it_counts(string? parent, Answer answer) => Assert.Equal(
        answer, Started(s => s.Data("ParentImage", parent))[Question.LaunchContext].Answer);

    [Theory]
    [InlineData(@"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE", Answer.Escalate)]
    [InlineData(@"C:\Windows\explorer.exe", Answer.Lower)]
    public void So_does_who_launched_that_one(string grandparent, Answer answer)
    {
        var parent = SomeContext.Start().At(SomeCase.Began.AddHours(-3)).Data("ProcessGuid", SomeContext.Parent)
            .Data("ProcessId", "708").Data("Image", SomeCase.Services).Data("ParentImage", grandparent)
            .Data("ParentProcessGuid", SomeContext.Other).With("winlog.record_id", 77);
        var finding = new SomeCase().With(parent)[Question.LaunchContext];

        Assert.Equal(answer, finding.Answer);
        Assert.Contains(grandparent.Split('\\')[^1], finding.Because, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, e => e.RecordId == "77");
    }

    [Fact]
    public void Where_the_start_does_not_tell_the_parents_command_line_the_parents_own_start_does()
    {
        var parent = SomeContext.Start().At(SomeCase.Began.AddHours(-3)).Data("ProcessGuid", SomeContext.Parent)
            .Data("Image", SomeCase.Services).Data("CommandLine", "services.exe -own");

        Assert.Contains(
            "“services.exe -own”",
            Started(s => s.Data("ParentCommandLine", null)).With(parent)[Question.LaunchContext].Because,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"C:\Windows\System32\rundll32.exe", null, Answer.Escalate)]
    [InlineData(@"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE", null, Answer.Escalate)]
    [InlineData(@"C:\Program Files\Example\agent.exe", "PowerShell.EXE", Answer.Escalate)]
    [InlineData(@"C:\Program Files\Google\Chrome\Application\chrome.exe", "chrome.exe", Answer.Lower)]
    public void A_program_that_runs_what_it_is_told_is_no_better_than_one_launched_by_it(
        string image, string? original, Answer answer) => Assert.Equal(
        answer,
        (new SomeCase
        {
            Access = new SomeCase().Access.Data("SourceImage", image),
            Start = new SomeCase().Start!.Data("Image", image).Data("OriginalFileName", original),
        })[Question.LaunchContext].Answer);

    [Theory]
    [InlineData(2, Answer.Lower)]
    [InlineData(5, Answer.Lower)]
    [InlineData(10, Answer.Escalate)]
    [InlineData(3, Answer.Escalate)]
    [InlineData(9, Answer.Escalate)]
    [InlineData(11, Answer.Lower)]
    [InlineData(12, Answer.Escalate)]
    [InlineData(13, Answer.Lower)]
    [InlineData(99, Answer.Unresolved)]
    public void How_its_session_began_counts(int type, Answer answer)
    {
        var finding = InSession().With(Logon(type))[Question.LaunchContext];

        Assert.Equal(answer, finding.Answer);
        Assert.Contains("from ADMIN-PC, 10.9.8.7", finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logon_type_that_has_no_word_is_told_by_its_number()
    {
        var finding = InSession().With(Logon(99))[Question.LaunchContext];

        Assert.Contains("is of a logon type that is not known, 99", finding.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("no event came", finding.Because, StringComparison.Ordinal);
        Assert.Empty(finding.Missing);
        Assert.Contains(finding.Evidence, e => e.Code == "4624");
    }

    [Fact]
    public void Another_session_or_the_same_number_after_the_start_or_elsewhere_is_not_its_own()
    {
        SomeEvent[] others =
        [
            Logon(2).Data("TargetLogonId", "0x4f2a2"), Logon(2).At(SomeCase.Began.AddSeconds(3)),
            Logon(2).With("winlog.computer_name", "ws-18").With("host.name", "ws-18"),
        ];

        foreach (var other in others)
            Assert.Equal(Answer.Unresolved, InSession().With(other)[Question.LaunchContext].Answer);
    }

    [Fact]
    public void Of_two_sessions_of_one_number_the_later_counts() => Assert.Equal(
        Answer.Lower,
        InSession().With(Logon(10).At(SomeCase.Began.AddDays(-3)), Logon(2).With("winlog.record_id", 8))
            [Question.LaunchContext].Answer);

    [Theory]
    [InlineData("0x3e7", Answer.Lower)]
    [InlineData("0x3E4", Answer.Lower)]
    [InlineData("0x3e8", Answer.Unresolved)]
    [InlineData(null, Answer.Unresolved)]
    public void Nobody_logs_on_to_the_sessions_of_Windows_itself(string? logonId, Answer answer) => Assert.Equal(
        answer, Started(s => s.Data("LogonId", logonId))[Question.LaunchContext].Answer);

    [Fact]
    public void What_is_missing_leaves_it_open_and_says_what_to_set()
    {
        var unknown = new SomeCase().WithoutTelemetry("1", "4688")[Question.LaunchContext];
        var silent = Started(s => s.Data("CommandLine", null))[Question.LaunchContext];
        var session = InSession()[Question.LaunchContext];

        Assert.All([unknown, silent, session], f => Assert.Equal(Answer.Unresolved, f.Answer));
        Assert.Contains("ProcessCreationIncludeCmdLine_Enabled", unknown.Missing[0].Setting, StringComparison.Ordinal);
        Assert.Contains("its command line", silent.Missing.Select(m => m.What));
        Assert.Contains("event_id: 4624", session.Missing[0].Setting, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_seen_escalates_even_if_the_session_is_not_known() => Assert.Equal(
        Answer.Escalate,
        Started(s => s.Data("LogonId", "0x4f2a1").Data("ParentImage", @"C:\Windows\System32\cmd.exe"))
            [Question.LaunchContext].Answer);

    private static SomeCase Started(Func<SomeEvent, SomeEvent> change) =>
        new() { Start = change(new SomeCase().Start!) };

    private static SomeCase InSession() => Started(s => s.Data("LogonId", "0x4f2a1"));

    private static SomeEvent Logon(int type) => SomeContext.Security(4624).At(SomeCase.Began.AddHours(-1))
        .Data("TargetLogonId", "0x4F2A1").Data("LogonType", $"{type}").Data("TargetUserName", "mira")
        .Data("TargetDomainName", "CORP").Data("IpAddress", "10.9.8.7").Data("WorkstationName", "ADMIN-PC");
}
