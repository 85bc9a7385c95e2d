using System.Text;
using System.Text.Json;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.RulesTests;

/// <summary>Each version of the rule against its two files of events: it must match these, and not those.</summary>
public sealed class RuleEventTests
{
    public static TheoryData<int, int, string> Matching() => Events("matches");

    public static TheoryData<int, int, string> Quiet() => Events("quiet");

    [Theory]
    [MemberData(nameof(Matching))]
    public void An_event_raises(int version, int line, string why) =>
        Assert.Single(Some.Judge(Document(version, "matches", line, why), version).Matches);

    [Theory]
    [MemberData(nameof(Quiet))]
    public void An_event_stays_silent(int version, int line, string why)
    {
        var verdict = Some.Judge(Document(version, "quiet", line, why), version);

        Assert.Null(verdict.Unreadable);
        Assert.Empty(verdict.Matches);
    }

    private static TheoryData<int, int, string> Events(string kind)
    {
        var data = new TheoryData<int, int, string>();
        foreach (var version in (int[])[3, 316])
            foreach (var (line, text) in File.ReadLines(PathOf(version, kind)).Index())
                data.Add(version, line, Why(text));

        return data;
    }

    private static byte[] Document(int version, string kind, int line, string why)
    {
        var text = File.ReadLines(PathOf(version, kind)).ElementAt(line);
        Assert.Equal(why, Why(text));
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Why(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("labels").GetProperty("why").GetString()!;
    }

    private static string PathOf(int version, string kind) =>
        Path.Combine(AppContext.BaseDirectory, "Cases", "rules", $"{version}.{kind}.ndjson");
}
