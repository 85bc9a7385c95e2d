using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using DetectionApi.Api.Telemetry;
using DetectionApi.Api.Telemetry.Prometheus;
using DetectionApi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.HouseTests;

/// <summary>That <c>docs/operations.md</c> lists what there is, and nothing else.</summary>
public partial class OperationsGuideTests(HouseService service) : IClassFixture<HouseService>
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));

    [Fact]
    public void Every_line_of_the_log_stands_in_the_table_with_its_level_and_its_message()
    {
        var inCode =
            from file in SourceTree.CSharp("src")
            from Match line in LogLine().Matches(file.Text)
            let parts = Text().Matches(line.Groups["message"].Value).Select(part => part.Groups[1].Value)
            let message = string.Concat(parts)
            select $"| {line.Groups["id"].Value} | {line.Groups["level"].Value} | {message} |";

        AssertSame(inCode, from Match row in LogRow().Matches(Guide) select row.Groups["said"].Value);
    }

    [Fact]
    public void The_code_declares_lines_of_the_log_in_the_form_that_is_looked_for() => House.AssertNone(
        from file in SourceTree.CSharp("src")
        let declared = file.Text.Split("[LoggerMessage(").Length - 1
        where declared != LogLine().Count(file.Text)
        select $"{file.Path}: EventId, Level and Message, in that order, the message as plain text");

    [Fact]
    public void Every_instrument_stands_in_the_table_with_its_other_name_and_its_kind()
    {
        var published = new List<string>();
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Instruments.MeterName && instrument.Meter.Scope == factory)
                published.Add(RowOf(instrument));
        };
        listener.Start();

        AssertSame(published, from Match row in MetricRow().Matches(Guide) select row.Groups["said"].Value);
        Assert.True(published.Count > 25, $"only {published.Count}");
    }

    [Fact]
    public void Every_alarm_stands_in_the_table() => AssertSame(
        Alarms.Codes.Select(code => $"| `{code}` |"),
        from Match row in AlarmRow().Matches(Guide) select row.Groups["said"].Value);

    [Fact]
    public void Rules_for_Prometheus_ask_for_what_there_is() => House.AssertNone(
        from Match name in AnyMetric().Matches(Guide)
        let metric = PartOfHistogram().Replace(name.Value, "")
        where !Guide.Contains($"| `{metric}` |", StringComparison.Ordinal)
        select name.Value);

    private static string RowOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal);
        var name = MetricName.Of(instrument.Name, instrument.Unit, kind == "Counter");
        return $"| `{instrument.Name}` | `{name}` | {kind.ToLowerInvariant()} |";
    }

    private static void AssertSame(IEnumerable<string> inCode, IEnumerable<string> inGuide)
    {
        var (code, guide) = (inCode.ToList(), inGuide.ToList());
        House.AssertNone(
        [
            .. code.Except(guide).Select(row => $"missing in docs/operations.md: {row}"),
            .. guide.Except(code).Select(row => $"only in docs/operations.md: {row}"),
            .. guide.GroupBy(row => row).Where(rows => rows.Count() > 1).Select(rows => $"twice: {rows.Key}"),
        ]);
    }

    [GeneratedRegex(
        @"\[LoggerMessage\(\s*EventId = (?<id>\d+), Level = LogLevel\.(?<level>\w+),\s*"
        + @"Message = (?<message>(?:""(?:[^""\\]|\\.)*""[\s+]*)+)\)\]")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Text();

    [GeneratedRegex(@"^(?<said>\| \d+ \| \w+ \| [^|]* \|) [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex LogRow();

    [GeneratedRegex(@"^(?<said>\| `[a-z.]+` \| `[a-z_]+` \| \w+ \|) [^|]* ?\| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"^(?<said>\| `[a-z-]+` \|) [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex AlarmRow();

    [GeneratedRegex(@"\bdetection_[a-z_]+")]
    private static partial Regex AnyMetric();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex PartOfHistogram();
}
