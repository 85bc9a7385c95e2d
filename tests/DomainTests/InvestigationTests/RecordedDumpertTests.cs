using System.Text;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>A recorded theft of credentials, investigated.</summary>
public sealed class RecordedDumpertTests
{
    private const string File = "credential_access_sysmon_10_11_outlfank_dumpert_and_andrewspecial_memdump";
    private const string Access = "\"record_id\":238374,";
    private const string Start = "\"record_id\":238373,";

    [RecordingsFact]
    public void Its_investigation_escalates_with_the_records_that_say_so()
    {
        var investigation = Investigate(Documents());

        Assert.Equal(Recommendation.Escalate, investigation.Recommendation);
        Assert.Equal(
            [
                "access Escalate 238374", "source-process Escalate 238373", "launch-context Escalate 238373",
                "artifacts Escalate 238375", "communication Unresolved ", "related-activity Unresolved ",
            ], investigation.Findings.Select(Told));
    }

    [RecordingsFact]
    public void The_process_is_recovered_with_command_line_parent_and_hashes()
    {
        var because = FindingOf(Investigate(Documents()), Question.SourceProcess).Because;

        foreach (var part in new[]
        {
            @"C:\Users\administrator\Desktop\x64\Outflank-Dumpert.exe, process 3572", "“Outflank-Dumpert.exe”",
            @"by C:\Windows\System32\cmd.exe", "entity id: certain", "lies where users can write",
            "SHA-256 38879fe4aa25044db241b093e6a1cf904ba9f4e999041c0cc039e2d5f7aba044",
            "SHA-1 3a41ff5a6cdec8829876e0486a0072bc8d13dcf1", "MD5 d4940c501545bcfd11d6dc75b5d0fec9",
            "import hash 88788ee624180be467f3c32f4720aa97",
        })
            Assert.Contains(part, because, StringComparison.Ordinal);
    }

    [RecordingsFact]
    public void The_launch_names_the_shell_and_the_account_and_that_the_session_is_not_known()
    {
        var finding = FindingOf(Investigate(Documents()), Question.LaunchContext);

        Assert.Contains(
            @"by C:\Windows\System32\cmd.exe with the command line “""C:\Windows\system32\cmd.exe""”, a shell",
            finding.Because, StringComparison.Ordinal);
        Assert.Contains(
            @"ran as insecurebank\Administrator with High integrity", finding.Because, StringComparison.Ordinal);
        Assert.Contains(finding.Missing, m => m.Setting.Contains("4624", StringComparison.Ordinal));
    }

    [RecordingsFact]
    public void The_dump_is_found() => Assert.Contains(
        @"C:\Windows\Temp\dumpert.dmp", FindingOf(Investigate(Documents()), Question.Artifacts).Because,
        StringComparison.Ordinal);

    [RecordingsFact]
    public void That_nothing_was_seen_of_its_communication_is_said_to_be_for_want_of_telemetry()
    {
        var finding = FindingOf(Investigate(Documents()), Question.Communication);

        Assert.Equal(
            ["Sysmon: <NetworkConnect onmatch=\"exclude\"/>", "Sysmon: <DnsQuery onmatch=\"exclude\"/>"],
            finding.Missing.Select(m => m.Setting));
        Assert.Contains("the host sends no Sysmon 3", finding.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("not seen to connect", finding.Because, StringComparison.Ordinal);
    }

    [RecordingsFact]
    public void Without_its_start_the_process_is_not_known_and_everything_else_stays()
    {
        var investigation = Investigate(Documents().Where(d => !d.Contains(Start, StringComparison.Ordinal)));

        // Its place is told by the access itself.
        Assert.Equal(
            [
                "access Escalate 238374", "source-process Escalate ", "launch-context Unresolved ",
                "artifacts Escalate 238375", "communication Unresolved ", "related-activity Unresolved ",
            ], investigation.Findings.Select(Told));
        Assert.Contains(
            "began at 2019-06-21 07:35:37.000Z", FindingOf(investigation, Question.SourceProcess).Because,
            StringComparison.Ordinal);
        Assert.NotEmpty(FindingOf(investigation, Question.LaunchContext).Missing);
        Assert.Equal(Recommendation.Escalate, investigation.Recommendation);
    }

    [RecordingsFact]
    public void A_start_that_comes_late_or_twice_changes_nothing()
    {
        var documents = Documents();
        var expected = Shown(Investigate(documents));

        Assert.Equal(expected, Shown(Investigate(documents.OrderBy(d => d.Contains(Start, StringComparison.Ordinal)))));
        Assert.Equal(expected, Shown(Investigate(documents.Concat(documents))));
        Assert.Equal(expected, Shown(Investigate(documents.Reverse().Concat(documents))));
    }

    [RecordingsFact]
    public void Its_library_run_by_Windows_own_program_is_found_out_as_well()
    {
        var investigation = Investigate(Documents(), "\"record_id\":238379,");

        Assert.Equal(
            [
                "access Escalate 238379", "source-process Unresolved 238378", "launch-context Escalate 238378",
                "artifacts Escalate 238380,238383", "communication Unresolved ", "related-activity Unresolved ",
            ], investigation.Findings.Select(Told));
        Assert.Equal(Recommendation.Escalate, investigation.Recommendation);
    }

    /// <summary>All that an investigation says, as text.</summary>
    internal static string Shown(AlertInvestigation investigation) => string.Join(
        '\n',
        new[] { $"{investigation.Recommendation} {string.Join(" / ", investigation.Reasons)}" }.Concat(
            investigation.Findings.Select(f => $"{Told(f)} {f.Because} "
                + $"{string.Join(" / ", f.Missing)} {string.Join(" / ", f.Evidence.SelectMany(e => e.Fields))}")));

    private static string[] Documents() => Recordings.Read()[File];

    private static Finding FindingOf(AlertInvestigation investigation, Question question) =>
        investigation.Findings.Single(f => f.Question == question);

    private static string Told(Finding f) =>
        $"{Words.Of(f.Question)} {f.Answer} {string.Join(',', f.Evidence.Select(e => e.RecordId))}";

    private static AlertInvestigation Investigate(IEnumerable<string> documents, string access = Access)
    {
        var all = documents.Select(Encoding.UTF8.GetBytes).ToList();
        var folder = new AlertFolder([], []);
        folder.Take(
            Some.Match(all.First(d => Encoding.UTF8.GetString(d).Contains(access, StringComparison.Ordinal))),
            Some.Later);
        var alert = Assert.Single(folder.Begun);
        var evidence = new AlertEvidence(
            alert, Gathered.EventsFor(alert, all), Gathered.TelemetryOf(alert.Host.Name, all), RelatedActivity.None);
        return AlertInvestigator.Investigate(evidence, InvestigationLists.Default, Some.Time);
    }
}
