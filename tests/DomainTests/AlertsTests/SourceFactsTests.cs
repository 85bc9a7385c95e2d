using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>How the process behind an alert was started, as the context tells it.</summary>
public sealed class SourceFactsTests
{
    [Fact]
    public void A_start_is_found_by_the_entity_id_with_all_that_it_tells()
    {
        var source = Learning.SourceOf(Learning.Access(), SomeContext.Start());

        var start = source.Start!;
        Assert.Equal(
            ("1", StartFoundBy.EntityId, "5001", Some.Time), (start.Code, start.FoundBy, start.RecordId, start.At));
        Assert.Equal(
            ("probe.exe -v", @"C:\Temp\", @"CORP\mira", "0x4f2a1", "High"),
            (start.CommandLine, start.WorkingDirectory, start.User, start.LogonId, start.IntegrityLevel));
        Assert.Equal(
            new ParentProcess(SomeContext.Parent, 708, @"C:\Windows\System32\cmd.exe", "cmd.exe /c probe"),
            start.Parent);
        Assert.Equal((SomeContext.Sha256, @"CORP\mira"), (source.Sha256, source.User));
        Assert.Equal(Kept.EnvelopeOf(SomeContext.Start().Utf8).Key, start.EventKey);
    }

    [Fact]
    public void A_start_that_auditing_tells_is_found_by_host_process_id_and_path()
    {
        var start = Learning.SourceOf(Learning.AccessWithoutEntity(), SomeContext.AuditedStart()).Start!;

        Assert.Equal(("4688", StartFoundBy.ProcessId, "probe.exe -v"), (start.Code, start.FoundBy, start.CommandLine));
        Assert.Equal((@"CORP\mira", "0x4f2a1"), (start.User, start.LogonId));
        Assert.Equal(new ParentProcess(null, 708, @"C:\Windows\System32\cmd.exe", null), start.Parent);
    }

    [Fact]
    public void What_another_host_says_of_the_same_entity_id_is_not_taken()
    {
        var source = Learning.SourceOf(
            Learning.Access(), OfAnotherHost(SomeContext.Start()), OfAnotherHost(SomeContext.Load()));

        Assert.Equal((null, null, null), (source.Start, source.User, source.Sha256));
        Assert.Equal(SignerState.Unknown, source.Signer.State);
    }

    private static SomeEvent OfAnotherHost(SomeEvent e) =>
        e.With("winlog.computer_name", "ws-99.corp.example").With("host.name", "ws-99.corp.example");

    [Fact]
    public void So_is_Sysmons_where_entity_ids_are_missing() => Assert.Equal(
        ("1", StartFoundBy.ProcessId),
        Told(Learning.SourceOf(Learning.AccessWithoutEntity(), SomeContext.Start().Data("ProcessGuid", null))));

    [Theory]
    [InlineData("NewProcessName", @"c:\users\PUBLIC\tools\probe.exe", true)]
    [InlineData("NewProcessName", @"C:\Windows\System32\probe.exe", false)]
    [InlineData("NewProcessName", null, false)]
    [InlineData("NewProcessId", "0x17e9", false)]
    public void Process_ids_are_given_again_so_the_path_must_be_the_same(string field, object? value, bool isFound) =>
        Assert.Equal(
            isFound,
            Learning.SourceOf(Learning.AccessWithoutEntity(), SomeContext.AuditedStart().Data(field, value)).Start
                is not null);

    [Fact]
    public void Another_host_has_other_processes() => Assert.Null(Learning.SourceOf(
        Learning.Access(), SomeContext.AuditedStart().With("winlog.computer_name", "WS-18")).Start);

    [Fact]
    public void The_start_of_another_instance_is_not_taken() => Assert.Null(Learning.SourceOf(
        Learning.Access(), SomeContext.Start().Data("ProcessGuid", SomeContext.Other)).Start);

    [Fact]
    public void Of_several_the_latest_before_the_access_is_taken() => Assert.Equal(
        "2",
        Learning.SourceOf(
            Learning.AccessWithoutEntity(), Audited(-600, 1), Audited(-60, 2), Audited(60, 3)).Start!.RecordId);

    [Theory]
    [InlineData(0, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    [InlineData(60_000, false)]
    public void A_start_after_the_access_is_not_taken_but_for_two_seconds_between_clocks(int after, bool isTaken) =>
        Assert.Equal(
            isTaken,
            Learning.SourceOf(
                Learning.AccessWithoutEntity(), Audited(TimeSpan.FromMilliseconds(after), 1)).Start is not null);

    [Theory]
    [InlineData(-6, false)]
    [InlineData(-5, true)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_entity_id_tells_when_the_process_began_so_a_start_at_another_time_is_not_taken(
        int after, bool isTaken)
    {
        var began = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        var start = SomeContext.AuditedStart().With("@timestamp", $"{began.AddSeconds(after):yyyy-MM-ddTHH:mm:ss}Z");

        Assert.Equal(isTaken, Learning.SourceOf(Learning.AccessBy(Learning.BegunAt(began)), start).Start is not null);
        Assert.NotNull(Learning.SourceOf(Learning.AccessWithoutEntity(), start).Start);
    }

    [Theory]
    [InlineData("S-1-16-4096", "Low")]
    [InlineData("S-1-16-8192", "Medium")]
    [InlineData("S-1-16-12288", "High")]
    [InlineData("S-1-16-16384", "System")]
    [InlineData("S-1-16-0", null)]
    [InlineData(null, null)]
    public void Auditing_tells_the_integrity_level_as_a_label(string? label, string? level) => Assert.Equal(
        level,
        Learning.SourceOf(
            Learning.AccessWithoutEntity(), SomeContext.AuditedStart().Data("MandatoryLabel", label)).Start!
            .IntegrityLevel);

    [Fact]
    public void A_question_mark_is_what_Sysmon_writes_for_nothing()
    {
        var version = Learning.SourceOf(Learning.Access(), SomeContext.Start().Data("OriginalFileName", "?")
            .Data("Company", "?").Data("Description", "?").Data("Product", "?")
            .Data("FileVersion", "1?")).Start!.Version;

        Assert.Equal(new ImageVersion(null, null, null, null, "1?"), version);
    }

    [Fact]
    public void A_start_that_comes_later_and_is_nearer_to_the_access_takes_the_place_of_another_one()
    {
        var alert = Learning.Begin(Learning.AccessWithoutEntity());

        Assert.Equal("1", Learning.SourceOf(alert, [Audited(-600, 1)]).Start!.RecordId);
        Assert.Equal("2", Learning.SourceOf(alert, [Audited(-600, 1), Audited(-60, 2)]).Start!.RecordId);
        Assert.Equal("2", Learning.SourceOf(alert, [Audited(-300, 3)]).Start!.RecordId);
    }

    [Fact]
    public void A_certain_start_takes_the_place_of_an_uncertain_one_with_all_that_came_from_it()
    {
        var entityId = Learning.BegunAt(Some.Time.AddSeconds(-600));
        var alert = Learning.Begin(Learning.AccessBy(entityId));
        var wrong = Audited(-600, 1).Data("SubjectUserName", "somebody-else");

        // What may be told of another process is shown with its start, and nowhere else.
        var likely = Learning.SourceOf(alert, [wrong]);
        Assert.Equal((@"CORP\somebody-else", null), (likely.Start!.User, likely.User));

        var source = Learning.SourceOf(alert, [wrong, SomeContext.Start().Data("ProcessGuid", entityId)]);

        Assert.Equal(("1", StartFoundBy.EntityId), Told(source));
        Assert.Equal((@"CORP\mira", SomeContext.Sha256), (source.User, source.Sha256));
        Assert.Equal("1", Learning.SourceOf(alert, [Audited(-1, 2)]).Start!.Code);
    }

    [Fact]
    public void What_the_access_itself_says_stays()
    {
        var hash = new string('9', 64);
        var source = Learning.SourceOf(
            Learning.Access().With("winlog.event_data.SourceUser", @"CORP\own").With("process.hash.sha256", hash)
                .With("process.code_signature.subject_name", "Own Ltd").With("process.code_signature.trusted", true),
            SomeContext.Start(), SomeContext.Load());

        Assert.Equal((@"CORP\own", hash), (source.User, source.Sha256));
        Assert.Equal(new Signer(SignerState.Trusted, "Own Ltd", SignerFoundBy.Event), source.Signer);
        Assert.Equal(@"CORP\mira", source.Start!.User);
    }

    [Theory]
    [InlineData("-", "-", "0x0", @"CORP\mira", "0x4f2a1")]
    [InlineData("admin", "CORP", "0x99", @"CORP\admin", "0x99")]
    [InlineData("admin", "-", "0x99", "admin", "0x99")]
    public void Of_an_audited_start_the_effective_account_counts(
        string user, string domain, string logon, string account, string session)
    {
        var start = Learning.SourceOf(Learning.AccessWithoutEntity(), SomeContext.AuditedStart()
            .Data("TargetUserName", user).Data("TargetDomainName", domain).Data("TargetLogonId", logon)).Start!;

        Assert.Equal((account, session), (start.User, start.LogonId));
    }

    [Fact]
    public void An_alert_that_learns_something_gets_a_new_revision_and_one_that_does_not_stays()
    {
        var alert = Learning.Begin(Learning.Access());
        Assert.Equal(0, Learning.Learn(alert, []));
        Assert.Equal((1, SignerState.Unknown), (alert.Revision, alert.Source.Signer.State));

        Assert.Equal(1, Learning.Learn(alert, [SomeContext.Start(), SomeContext.Load()]));
        Assert.Equal((2, SignerState.Trusted), (alert.Revision, alert.Source.Signer.State));
        Assert.Contains("mira", alert.Reason, StringComparison.Ordinal);

        Assert.Equal(0, Learning.Learn(alert, [SomeContext.Start(), SomeContext.Load()]));
        Assert.False(alert.Learn(alert.Source with { }));
        Assert.Equal(2, alert.Revision);
    }

    [Fact]
    public void An_earlier_occurrence_leaves_what_was_learned()
    {
        var alert = Learning.Begin(Learning.Access());
        var learned = Learning.SourceOf(alert, [SomeContext.Start(), SomeContext.Load()]);
        var folder = new AlertFolder([alert], []);
        folder.Take(
            Some.Match(Learning.Access().With("winlog.record_id", 1)
                .With("winlog.event_data.UtcTime", "2026-03-02 10:20:29.000")), Some.Later);

        Assert.Empty(folder.Begun);
        Assert.Equal(2, alert.OccurrenceCount);
        Assert.Equal(learned, alert.Source);
    }

    private static (string, StartFoundBy) Told(SourceProcess source) => (source.Start!.Code, source.Start.FoundBy);

    private static SomeEvent Audited(int secondsAfter, int recordId) =>
        Audited(TimeSpan.FromSeconds(secondsAfter), recordId);

    private static SomeEvent Audited(TimeSpan after, int recordId) => SomeContext.AuditedStart()
        .With("winlog.record_id", recordId).With("@timestamp", $"{Some.Time + after:yyyy-MM-ddTHH:mm:ss.fff}Z");
}
