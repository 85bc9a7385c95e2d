using DetectionApi.Domain.Investigation;
using DetectionApi.DomainTests.AlertsTests;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What did it leave behind after the access?</summary>
public sealed class ArtifactsTests
{
    private const string Notepad = @"C:\Windows\System32\notepad.exe";

    // What an attacker wants was opened: any file may hold it.
    [Theory]
    [InlineData(@"C:\Windows\Temp\dumpert.dmp", 11, Answer.Escalate)]
    [InlineData(@"C:\x\report.DMP", 11, Answer.Escalate)]
    [InlineData(@"C:\x\lsass_1.txt", 11, Answer.Escalate)]
    [InlineData(@"C:\x\report.dmp", 26, Answer.Escalate)]
    [InlineData(@"C:\x\report.dmp", 23, Answer.Escalate)]
    [InlineData(@"C:\x\helper.exe", 11, Answer.Escalate)]
    [InlineData(@"C:\x\helper.dll:Zone.Identifier", 15, Answer.Escalate)]
    [InlineData(@"C:\x\helper.exe. ", 11, Answer.Escalate)]
    [InlineData(@"C:\Users\Public\run.ps1", 11, Answer.Escalate)]
    [InlineData(@"C:\Users\mira\loot.zip", 11, Answer.Escalate)]
    [InlineData(SomeCase.Agent, 26, Answer.Escalate)]
    [InlineData(@"C:\Windows\Temp\a.txt", 11, Answer.Unresolved)]
    [InlineData(@"C:\Program Files\Example\agent.log", 11, Answer.Unresolved)]
    public void Files_count_by_name_and_place(string path, int code, Answer answer)
    {
        var finding = new SomeCase().With(SomeCase.Wrote(path, code))[Question.Artifacts];

        Assert.Equal(answer, finding.Answer);
        Assert.Contains(path.TrimEnd(' '), finding.Because, StringComparison.Ordinal);
        Assert.Equal([$"{code}"], finding.Evidence.Select(e => e.Code));
    }

    [Theory]
    [InlineData(@"C:\Program Files\Example\agent.log", Answer.Lower)]
    [InlineData(@"C:\Program Files\Example\setup.ps1", Answer.Lower)]
    [InlineData(@"C:\Windows\Temp\a.txt", Answer.Unresolved)]
    [InlineData(@"C:\Program Files\Example\a.dmp", Answer.Escalate)]
    public void Where_nothing_was_to_be_taken_an_ordinary_file_is_one(string path, Answer answer) => Assert.Equal(
        answer,
        (new SomeCase { Access = new SomeCase().Access.Data("TargetImage", Notepad).Data("GrantedAccess", "0x1fffff")
            .Data("CallTrace", Some.Unbacked) }).With(SomeCase.Wrote(path))[Question.Artifacts].Answer);

    [Theory]
    [InlineData("It wrote files that look like dumps", 11)]
    [InlineData("It wrote files that look like dumps", 26, 11)]
    [InlineData("It deleted files that look like dumps", 23)]
    [InlineData("It wrote and later deleted files that look like dumps", 11, 26)]
    [InlineData("It wrote and later deleted files that look like dumps", 11, 15, 23)]
    public void What_it_did_to_a_file_is_told(string said, params int[] codes)
    {
        var events = codes.Select((code, i) => SomeCase.Wrote(i == 0 ? @"C:\x\a.dmp" : @"C:\X\A.dmp", code, i + 1));
        var finding = Escalating(new SomeCase().With([.. events, SomeCase.Wrote(@"C:\x\b.dmp", 11, 9)]));

        Assert.Contains(said, finding.Because, StringComparison.Ordinal);
        Assert.Contains(@"C:\x\a.dmp", finding.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(@"C:\X\A.dmp", finding.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("wrote or deleted", finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deletion_tells_what_was_inside_the_file_that_was_written() => Assert.Contains(
        @"It wrote and later deleted programs under names that are none of programs: C:\x\a.txt.",
        Escalating(new SomeCase().With(
            SomeCase.Wrote(@"C:\x\a.txt"), SomeCase.Wrote(@"C:\x\a.txt", 26, 2).Data("IsExecutable", "true"))).Because,
        StringComparison.Ordinal);

    [Fact]
    public void A_program_under_another_name_is_a_program()
    {
        SomeEvent[] disguised =
        [
            SomeCase.Wrote(@"C:\x\a.txt", 26).Data("IsExecutable", "true"),
            SomeCase.Wrote(@"C:\x\a.txt", 15).Data("Contents", "MZ\u0090"),
            SomeCase.Wrote(@"C:\x\a.txt", 15).Data("Hash", $"SHA256={SomeContext.Sha256}"),
        ];

        Assert.All(disguised, e => Assert.Contains(
            "under names that are none of programs", Escalating(new SomeCase().With(e)).Because,
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-60, Answer.Lower)]
    [InlineData(-1.5, Answer.Escalate)]
    [InlineData(0, Answer.Escalate)]
    [InlineData(3599, Answer.Escalate)]
    [InlineData(3601, Answer.Lower)]
    public void Only_what_came_after_the_access_counts(double secondsAfter, Answer answer) => Assert.Equal(
        answer, new SomeCase().With(SomeCase.Wrote(@"C:\a.dmp", 11, secondsAfter))[Question.Artifacts].Answer);

    [Fact]
    public void So_it_is_of_events_that_nobody_asked_for()
    {
        var some = new SomeCase();
        var late = Kept.Event(SomeCase.Wrote(@"C:\a.dmp", 11, 3601));
        var evidence = some.Evidence();

        Assert.Equal(
            Answer.Lower,
            AlertInvestigator.Investigate(evidence with { Events = [.. evidence.Events, late] }, some.Lists, some.At)
                .Findings[3].Answer);
    }

    [Fact]
    public void Of_several_accesses_the_first_and_the_last_bound_the_time()
    {
        var later = Some.ProcessAccessAt(Some.Time.AddHours(2), 9);

        Assert.Equal(Answer.Escalate, Repeated(3600 + 1800).Answer);
        Assert.Equal(Answer.Escalate, Repeated((3 * 3600) - 1).Answer);
        Assert.Equal(Answer.Lower, Repeated((3 * 3600) + 1).Answer);

        Finding Repeated(double secondsAfter)
        {
            var some = new SomeCase().With(SomeCase.Wrote(@"C:\a.dmp", 11, secondsAfter));
            var access = some.Access.Json;
            var alert = Learning.Begin(
                new SomeEvent(access), new SomeEvent(access).At(Some.Time.AddHours(2)).With("winlog.record_id", 9));
            var documents = new[] { some.Start!, some.Load!, later }.Concat(some.More).Select(e => e.Utf8);
            var evidence = some.Evidence() with { Alert = alert, Events = Gathered.EventsFor(alert, documents) };
            return AlertInvestigator.Investigate(evidence, some.Lists, some.At).Findings[3];
        }
    }

    [Fact]
    public void What_another_process_or_another_host_did_does_not_count() => Assert.Equal(
        Answer.Lower,
        new SomeCase().With(
            SomeCase.Wrote(@"C:\a.dmp").Data("ProcessGuid", SomeContext.Other),
            SomeCase.Wrote(@"C:\a.dmp").With("winlog.computer_name", "ws-18").With("host.name", "ws-18"),
            SomeCase.Child(@"C:\Windows\System32\cmd.exe").Data("ParentProcessGuid", SomeContext.Parent))
            [Question.Artifacts].Answer);

    [Theory]
    [InlineData(@"C:\Windows\System32\cmd.exe", null, Answer.Escalate)]
    [InlineData(@"C:\Windows\System32\rundll32.exe", null, Answer.Escalate)]
    [InlineData(@"C:\Users\Public\x.exe", null, Answer.Escalate)]
    [InlineData(@"C:\Program Files\Example\helper.exe", "mimikatz.exe", Answer.Escalate)]
    [InlineData(@"C:\Program Files\Example\helper.exe", "?", Answer.Unresolved)]
    [InlineData(@"C:\Program Files\Example\helper.exe", null, Answer.Unresolved)]
    [InlineData(SomeCase.Agent, "agent.exe", Answer.Lower)]
    public void Whom_it_started_counts(string image, string? original, Answer answer)
    {
        var child = SomeCase.Child(image, $"{image} --go").Data("OriginalFileName", original);
        var finding = new SomeCase().With(child)[Question.Artifacts];

        Assert.Equal(answer, finding.Answer);
        Assert.Single(finding.Evidence);
        if (answer is not Answer.Lower) Assert.Contains($"{image} --go", finding.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x17e8", SomeCase.Agent, 1, Answer.Escalate)]
    [InlineData("0x17e9", SomeCase.Agent, 1, Answer.Lower)]
    [InlineData("0x17e8", @"C:\Windows\explorer.exe", 1, Answer.Lower)]
    [InlineData("0x17e8", SomeCase.Agent, -700, Answer.Lower)]
    public void Auditing_tells_a_child_by_its_parents_process_id_and_executable(
        string parentId, string parent, double secondsAfter, Answer answer)
    {
        var child = SomeContext.AuditedStart().Data("NewProcessId", "0x999")
            .Data("NewProcessName", @"C:\Windows\System32\cmd.exe").Data("ProcessId", parentId)
            .Data("ParentProcessName", parent).At(Some.Time.AddSeconds(secondsAfter));

        Assert.Equal(answer, new SomeCase().With(child)[Question.Artifacts].Answer);
    }

    [Fact]
    public void A_thread_that_it_started_in_another_process_escalates()
    {
        var thread = SomeCase.Did(8).Data("SourceProcessGuid", SomeContext.Process)
            .Data("SourceImage", SomeCase.Agent).Data("TargetProcessGuid", SomeContext.Other)
            .Data("TargetImage", Notepad);

        Assert.Contains(Notepad, Escalating(new SomeCase().With(thread)).Because, StringComparison.Ordinal);
        Assert.Equal(
            Answer.Lower,
            new SomeCase().With(thread.Data("TargetProcessGuid", SomeContext.Process))[Question.Artifacts].Answer);
    }

    [Fact]
    public void Without_an_entity_id_the_process_id_tells_until_it_is_given_again()
    {
        var some = new SomeCase
        {
            Access = new SomeCase().Access.Without("winlog.event_data.SourceProcessGUID"),
            Start = new SomeCase().Start!.Data("ProcessGuid", null),
        };
        var dump = SomeCase.Wrote(@"C:\a.dmp", 11, 20).Data("ProcessGuid", null);
        var next = SomeContext.AuditedStart().At(Some.Time.AddSeconds(10));
        var end = SomeCase.Did(5, 10).Data("ProcessGuid", null);

        Assert.Equal(Answer.Escalate, some.With(dump)[Question.Artifacts].Answer);
        Assert.Equal(Answer.Lower, some.With(dump, next)[Question.Artifacts].Answer);
        Assert.Equal(Answer.Lower, some.With(dump, end)[Question.Artifacts].Answer);
        Assert.Equal(
            Answer.Lower, some.With(dump.Data("Image", @"C:\Temp\other.exe"))[Question.Artifacts].Answer);
        Assert.Equal(Answer.Lower, some.With(dump.Data("ProcessId", "6121"))[Question.Artifacts].Answer);
    }

    [Theory]
    [InlineData("11", "which files it created", "FileCreate")]
    [InlineData("8", "whether it put code into other processes", "CreateRemoteThread")]
    public void What_is_missing_leaves_it_open_and_says_what_to_set(string code, string what, string setting)
    {
        var finding = new SomeCase().WithoutTelemetry(code)[Question.Artifacts];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        var missing = Assert.Single(finding.Missing);
        Assert.Equal((what, $"Sysmon: <{setting} onmatch=\"exclude\"/>"), (missing.What, missing.Setting));
    }

    // In hours from the access: the host sends such events, but when it did is not enough.
    [Theory]
    [InlineData("11", -168, 19, "before the access")]
    [InlineData("11", -30, 0, "before the access")]
    [InlineData("11", -168, 168, "sends no Sysmon 11")]
    [InlineData("8", -168, 24, "before the access")]
    public void That_nothing_was_seen_tells_nothing_where_the_host_was_not_seen_to_send(
        string code, int from, int to, string said)
    {
        var finding = (new SomeCase { Gaps = [new TelemetryGap([code], from, to)] })[Question.Artifacts];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.Contains(said, finding.Because, StringComparison.Ordinal);
        Assert.Single(finding.Missing);
    }

    [Fact]
    public void It_says_until_when_nothing_was_seen_and_only_if_that_counts()
    {
        Assert.EndsWith(
            "not seen to leave anything behind until 2026-03-02 11:20:30.250Z, and the host sends such events.",
            new SomeCase()[Question.Artifacts].Because, StringComparison.Ordinal);
        Assert.Contains(
            "behind until it ended at 2026-03-02 10:21:00.250Z,",
            new SomeCase().With(SomeCase.Did(5, 30))[Question.Artifacts].Because, StringComparison.Ordinal);
        Assert.Contains(
            "not seen to leave anything else behind",
            new SomeCase().With(SomeCase.Child(SomeCase.Agent))[Question.Artifacts].Because, StringComparison.Ordinal);
        foreach (var open in new[] { new SomeCase { At = Some.Time.AddMinutes(59) }, new SomeCase { IsCut = true } })
        {
            Assert.DoesNotContain("not seen to", open[Question.Artifacts].Because, StringComparison.Ordinal);
            Assert.DoesNotContain("not seen to", open[Question.Communication].Because, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_hour_without_such_events_is_none_to_doubt() => Assert.Equal(
        Answer.Lower,
        (new SomeCase { Gaps = [new TelemetryGap(SomeCase.Codes, -12, 0)] })[Question.Artifacts].Answer);

    [Fact]
    public void One_of_two_events_that_tell_the_same_is_enough()
    {
        Assert.Equal(Answer.Lower, new SomeCase().WithoutTelemetry("23")[Question.Artifacts].Answer);
        Assert.Equal(Answer.Lower, new SomeCase().WithoutTelemetry("1")[Question.Artifacts].Answer);
        Assert.Equal(Answer.Unresolved, new SomeCase().WithoutTelemetry("23", "26")[Question.Artifacts].Answer);
        Assert.Equal(Answer.Unresolved, new SomeCase().WithoutTelemetry("1", "4688")[Question.Artifacts].Answer);
    }

    [Fact]
    public void What_was_seen_escalates_whatever_is_missing() => Escalating(
        new SomeCase().With(SomeCase.Wrote(@"C:\a.dmp")).WithoutTelemetry("1", "4688", "8", "23", "26"));

    [Fact]
    public void As_long_as_more_may_come_that_nothing_was_seen_tells_nothing()
    {
        var early = new SomeCase { At = Some.Time.AddMinutes(59) };

        Assert.Equal(Answer.Unresolved, early[Question.Artifacts].Answer);
        Assert.Equal(Answer.Unresolved, early[Question.Communication].Answer);
        Assert.Equal(Answer.Lower, (early with { At = Some.Time.AddMinutes(60) })[Question.Artifacts].Answer);
        Assert.Equal(Answer.Lower, early.With(SomeCase.Did(5, 30))[Question.Artifacts].Answer);
    }

    [Fact]
    public void A_host_that_is_behind_with_sending_may_have_more_to_tell()
    {
        var some = new SomeCase();
        var behind = some.Evidence() with
        {
            Telemetry = new([.. some.Telemetry().Seen.Select(s => s with { LastAt = Some.Time.AddMinutes(-1) })
                .Where(s => s.FirstAt <= s.LastAt)]),
        };

        Assert.Equal(
            Answer.Unresolved, AlertInvestigator.Investigate(behind, some.Lists, some.At).Findings[3].Answer);
    }

    [Fact]
    public void Many_files_are_named_by_the_first_and_counted()
    {
        var dumps = Enumerable.Range(0, 300).Select(i => SomeCase.Wrote($@"C:\{i:000}.dmp", 11, i)).ToArray();
        var finding = Escalating(new SomeCase().With(dumps));

        Assert.Contains(@"C:\000.dmp, C:\001.dmp", finding.Because, StringComparison.Ordinal);
        Assert.Contains("and 295 more", finding.Because, StringComparison.Ordinal);
        Assert.Equal(100, finding.Evidence.Count);
    }

    private static Finding Escalating(SomeCase some)
    {
        var finding = some[Question.Artifacts];
        Assert.Equal(Answer.Escalate, finding.Answer);
        return finding;
    }
}
