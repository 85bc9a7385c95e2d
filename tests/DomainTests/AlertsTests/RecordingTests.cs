using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>Real attacks, recorded by others.</summary>
public sealed class RecordingTests
{
    private const string Dumpert = "credential_access_sysmon_10_11_outlfank_dumpert_and_andrewspecial_memdump";

    [RecordingsTheory]
    [InlineData(3)]
    [InlineData(316)]
    public void Exactly_the_direct_system_calls_match(int version)
    {
        var matches = MatchesOf(version).Select(m => $"{m.File} {m.Match.Envelope.RecordId}");

        Assert.Equal([$"{Dumpert} 238374", $"{Dumpert} 238379", $"{Dumpert} 238382"], matches);
    }

    [RecordingsFact]
    public void They_are_two_alerts_of_two_processes()
    {
        var folder = new AlertFolder([], []);
        foreach (var (_, match) in MatchesOf(316)) folder.Take(match, Some.Later);

        Assert.Equal([1, 2], folder.Begun.Select(a => a.OccurrenceCount));
        Assert.Equal(
            [FirstFrameKind.SourceImage, FirstFrameKind.OtherModule], folder.Begun.Select(a => a.FirstFrame.Kind));
        Assert.All(folder.Begun, alert =>
        {
            Assert.Equal(AccessClasses.AllAccess, alert.Pattern.Classes);
            Assert.Equal(TargetClass.Credential, alert.Target.Class);
            Assert.Equal(Disposition.Raised, alert.Disposition);
        });
    }

    private static List<(string File, Match Match)> MatchesOf(int version)
    {
        var detector = Some.Detector(version);
        var (rules, buffer) = (detector.RulesFor(Some.Index), detector.NewBuffer());
        var count = 0;
        var matches = new List<(string File, Match Match)>();
        foreach (var file in Directory.EnumerateFiles(Recordings.Folder!, "*.ndjson").Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(file))
            {
                count++;
                var verdict = detector.Judge(System.Text.Encoding.UTF8.GetBytes(line), rules, buffer);
                Assert.Null(verdict.Unreadable);
                matches.AddRange(verdict.Matches.Select(m => (Path.GetFileNameWithoutExtension(file), m)));
            }

        Assert.Equal(547, count);
        return matches;
    }
}
