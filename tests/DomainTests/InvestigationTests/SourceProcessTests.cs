using DetectionApi.Domain.Investigation;
using DetectionApi.DomainTests.AlertsTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>Which process instance was it?</summary>
public sealed class SourceProcessTests
{
    [Theory]
    [InlineData(@"C:\Program Files\Example\agent.exe", Answer.Lower)]
    [InlineData(@"\\?\C:\WINDOWS\System32\agent.exe", Answer.Lower)]
    [InlineData(@"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18\agent.exe", Answer.Lower)]
    [InlineData(@"C:\Users\mira\AppData\Roaming\agent.exe", Answer.Escalate)]
    [InlineData(@"C:\Users\mira\AppData\Local\Temp\agent.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\Temp\agent.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\spool\drivers\color\agent.exe", Answer.Escalate)]
    [InlineData(@"C:\ProgramData\Example\agent.exe", Answer.Escalate)]
    [InlineData(@"D:\$Recycle.Bin\agent.exe", Answer.Escalate)]
    [InlineData(@"C:\Windows \System32\agent.exe", Answer.Unresolved)]
    [InlineData(@"C:\Program Files (x64)\agent.exe", Answer.Unresolved)]
    [InlineData(@"C:\tools\agent.exe", Answer.Unresolved)]
    [InlineData(@"D:\Windows\agent.exe", Answer.Unresolved)]
    [InlineData(@"\\server\share\agent.exe", Answer.Unresolved)]
    public void Where_it_lies_counts(string path, Answer answer) => Assert.Equal(
        answer,
        (new SomeCase
        {
            Access = new SomeCase().Access.Data("SourceImage", path),
            Start = new SomeCase().Start!.Data("Image", path),
            Load = new SomeCase().Load!.Data("Image", path).Data("ImageLoaded", path),
        })[Question.SourceProcess].Answer);

    [Theory]
    [InlineData("true", "Valid", Answer.Lower)]
    [InlineData("true", "Expired", Answer.Escalate)]
    [InlineData("false", "Unavailable", Answer.Escalate)]
    [InlineData("failed: Access denied", null, Answer.Unresolved)]
    [InlineData(null, null, Answer.Unresolved)]
    public void Who_signed_it_counts_and_unknown_is_not_unsigned(string? signed, string? status, Answer answer)
    {
        var finding = (new SomeCase
        {
            Load = new SomeCase().Load!.Data("Signed", signed).Data("SignatureStatus", status),
        })[Question.SourceProcess];

        Assert.Equal(answer, finding.Answer);
        Assert.Equal(answer is Answer.Unresolved, finding.Missing.Any(m => m.What == "who signed it"));
    }

    [Theory]
    [InlineData("agent.exe", Answer.Lower)]
    [InlineData("AGENT.EXE.MUI", Answer.Lower)]
    [InlineData("Agent", Answer.Lower)]
    [InlineData("agent64.exe", Answer.Lower)]
    [InlineData("mimikatz.exe", Answer.Escalate)]
    [InlineData("agent2.exe", Answer.Escalate)]
    [InlineData("?", Answer.Unresolved)]
    [InlineData(null, Answer.Unresolved)]
    public void A_name_that_it_was_not_built_under_escalates(string? original, Answer answer) => Assert.Equal(
        answer,
        (new SomeCase { Start = new SomeCase().Start!.Data("OriginalFileName", original) })[Question.SourceProcess]
            .Answer);

    [Theory]
    [InlineData(-60, 11, SomeCase.Agent, Answer.Escalate)]
    [InlineData(-60, 15, SomeCase.Agent, Answer.Escalate)]
    [InlineData(-60, 11, @"c:\program files\EXAMPLE\agent.exe", Answer.Escalate)]
    [InlineData(-23 * 3600, 11, SomeCase.Agent, Answer.Escalate)]
    [InlineData(-25 * 3600, 11, SomeCase.Agent, Answer.Lower)]
    [InlineData(-60, 26, SomeCase.Agent, Answer.Lower)]
    [InlineData(-60, 11, @"C:\Program Files\Example\agent.exe.config", Answer.Lower)]
    public void That_somebody_wrote_it_in_the_day_before_escalates(
        int secondsAfterStart, int code, string path, Answer answer)
    {
        var written = SomeContext.Sysmon(code).Data("ProcessGuid", SomeContext.Other)
            .Data("Image", @"C:\Temp\setup.exe").Data("TargetFilename", path)
            .At(SomeCase.Began.AddSeconds(secondsAfterStart));
        var finding = new SomeCase().With(written)[Question.SourceProcess];

        Assert.Equal(answer, finding.Answer);
        if (answer is Answer.Escalate)
            Assert.Contains(@"by C:\Temp\setup.exe", finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_host_may_write_a_file_of_the_same_path() => Assert.Equal(
        Answer.Lower,
        new SomeCase().With(SomeContext.Sysmon(11).Data("TargetFilename", SomeCase.Agent).At(SomeCase.Began)
            .With("winlog.computer_name", "ws-18").With("host.name", "ws-18"))[Question.SourceProcess].Answer);

    [Theory]
    [InlineData("1", "how the process was started", "ProcessCreate")]
    [InlineData("1", "whether it was renamed", "ProcessCreate")]
    [InlineData("7", "who signed it", "ImageLoad")]
    [InlineData("11", "whether its executable was dropped shortly before", "FileCreate")]
    [InlineData("8", "whether another process put code into it", "CreateRemoteThread")]
    public void What_is_missing_leaves_it_open_and_says_what_to_set(string code, string what, string setting)
    {
        var finding = new SomeCase().WithoutTelemetry(code)[Question.SourceProcess];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.Contains(finding.Missing, m => m.What == what
            && m.Setting.Contains(setting, StringComparison.Ordinal));
    }

    [Fact]
    public void How_certain_it_is_that_the_start_is_its_own_is_said()
    {
        var entityId = Learning.BegunAt(SomeCase.Began);
        var audited = SomeContext.AuditedStart().At(SomeCase.Began).Data("NewProcessName", SomeCase.Agent);
        var likely = new SomeCase { Access = Access().Data("SourceProcessGUID", entityId), Start = null }.With(audited);
        var vague = new SomeCase { Access = Access().Without("winlog.event_data.SourceProcessGUID"), Start = null }
            .With(audited);

        Assert.Contains("the entity id: certain", Because(new SomeCase()), StringComparison.Ordinal);
        Assert.Contains("fits the time in the entity id: likely", Because(likely), StringComparison.Ordinal);
        Assert.Contains("only: not certain", Because(vague), StringComparison.Ordinal);
        Assert.Contains(
            $"By its entity id it began at {SomeCase.Began:yyyy-MM-dd HH:mm:ss}.000Z",
            Because(likely with { More = [] }), StringComparison.Ordinal);

        static SomeEvent Access() => new SomeCase().Access;
        static string Because(SomeCase some) => some[Question.SourceProcess].Because;
    }

    [Fact]
    public void An_image_that_was_replaced_in_memory_escalates() => Assert.Equal(
        Answer.Escalate,
        new SomeCase().With(SomeCase.Did(25, -1).Data("Type", "Image is replaced"))[Question.SourceProcess].Answer);

    [Fact]
    public void A_thread_that_another_process_started_in_it_escalates() => Assert.Equal(
        Answer.Escalate,
        new SomeCase().With(SomeContext.Sysmon(8).At(Some.Time.AddSeconds(-2))
            .Data("SourceProcessGuid", SomeContext.Other).Data("SourceImage", @"C:\Temp\x.exe")
            .Data("TargetProcessGuid", SomeContext.Process))[Question.SourceProcess].Answer);

    [Fact]
    public void More_events_than_were_read_leave_it_open() =>
        Assert.Equal(Answer.Unresolved, (new SomeCase { IsCut = true })[Question.SourceProcess].Answer);

    [Fact]
    public void It_names_what_the_process_is()
    {
        var finding = new SomeCase()[Question.SourceProcess];

        Assert.StartsWith(
            $"It is “{SomeCase.Agent}”, process 6120, started at 2026-03-02 10:10:30.250Z with the command line "
            + $"“agent.exe --service” by {SomeCase.Services}.", finding.Because, StringComparison.Ordinal);
        Assert.Contains($"SHA-256 {SomeContext.Sha256}", finding.Because, StringComparison.Ordinal);
        Assert.Contains("signed by “Example Ltd”, verified", finding.Because, StringComparison.Ordinal);
        Assert.Equal(["5001", "5007"], finding.Evidence.Select(e => e.RecordId).Order());
    }

    [Fact]
    public void What_others_wrote_cannot_pass_for_a_sentence_of_ours()
    {
        var start = new SomeCase().Start!.Data("CommandLine", "agent\u202Eexe\n" + new string('x', 5000));
        var because = (new SomeCase { Start = start })[Question.SourceProcess].Because;

        Assert.Contains("agent\\u202Eexe\\u000Axxx", because, StringComparison.Ordinal);
        Assert.InRange(because.Length, 500, 2000);
    }
}
