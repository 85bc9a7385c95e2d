using System.Text;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What real logs do not tell: every recorded access, taken for an alert and investigated.</summary>
public sealed class RecordedTelemetryTests
{
    private static readonly Normaliser Normaliser = new([.. EnvelopeReader.Fields, .. ObservedAccessReader.Fields]);

    // How often a question lacked something, most often first.
    private static readonly string[] Expected =
    [
        "50 accesses",
        "49 source-process: whether another process put code into it",
        "49 source-process: who signed it",
        "48 source-process: whether its executable was dropped shortly before",
        "42 source-process: whether it was renamed",
        "25 source-process: how the process was started",
        "25 launch-context: who launched it, with which command line and in which session",
        "21 launch-context: how its session began and from where",
        "1 launch-context: who launched it",
        "50 artifacts: which files it deleted",
        "42 artifacts: whether it put code into other processes",
        "27 artifacts: which files it created",
        "15 artifacts: which processes it started",
        "50 communication: which names it asked for",
        "45 communication: with which addresses it connected",
        "25 related-activity: whether there are alerts of the same account",
        "25 related-activity: whether there are alerts of the same file",
    ];

    [RecordingsFact]
    public void Each_question_says_what_it_lacked()
    {
        var investigations = Recordings.Read().OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file => InvestigateAll([.. file.Value.Select(Encoding.UTF8.GetBytes)])).ToList();

        var lacks = from investigation in investigations
                    from finding in investigation.Findings
                    from missing in finding.Missing
                    group missing by (finding.Question, missing.What) into same
                    orderby same.Key.Question, same.Count() descending, same.Key.What
                    select $"{same.Count()} {Words.Of(same.Key.Question)}: {same.Key.What}";
        Assert.Equal(
            string.Join('\n', Expected), string.Join('\n', lacks.Prepend($"{investigations.Count} accesses")));
    }

    [RecordingsFact]
    public void What_is_missing_never_lowers_a_question()
    {
        var findings = Recordings.Read().Values
            .SelectMany(lines => InvestigateAll([.. lines.Select(Encoding.UTF8.GetBytes)]))
            .SelectMany(investigation => investigation.Findings).ToList();

        Assert.All(findings.Where(f => f.Missing.Count > 0), f => Assert.NotEqual(Answer.Lower, f.Answer));
        Assert.All(findings, f => Assert.NotEqual("", f.Because));
    }

    private static IEnumerable<AlertInvestigation> InvestigateAll(byte[][] documents)
    {
        foreach (var document in documents)
        {
            if (AlertOf(document) is not { } alert) continue;

            yield return AlertInvestigator.Investigate(
                new AlertEvidence(
                    alert, Gathered.EventsFor(alert, documents), Gathered.TelemetryOf(alert.Host.Name, documents),
                    RelatedActivity.None), InvestigationLists.Default, Some.Time);
        }
    }

    private static Alert? AlertOf(byte[] document)
    {
        var buffer = new EventBuffer(Normaliser.Fields);
        if (!buffer.TryRead(document, out var view, out _)) return null;

        Normaliser.Apply(view);
        if (!view.Text(Normaliser.Fields.SlotOf("event.code")).SequenceEqual("10"u8)) return null;

        var access = new ObservedAccessReader(Normaliser.Fields).Read(view);
        var folder = new AlertFolder([], []);
        folder.Take(
            new Match(Some.Active(316), new EnvelopeReader(Normaliser.Fields).Read(view), access, document),
            Some.Later);
        return folder.Begun.Single();
    }
}
