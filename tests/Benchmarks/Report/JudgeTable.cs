using System.Globalization;
using DetectionApi.Benchmarks.Rivals;

namespace DetectionApi.Benchmarks.Report;

/// <summary>The report of judging a file for people.</summary>
internal static class JudgeTable
{
    public static void Print(JudgeReport report)
    {
        LoadTable.Line("file on one thread", $"{report.Events:n0} events", $"{report.Bytes / 1e6:n0} MB");
        foreach (var result in report.Results)
        {
            var name = result.RuleVersion is { } version ? $"{result.Name}, version {version}" : result.Name;
            var matches = result.Matches is { } found ? $", {found:n0} matches of {result.Expected:n0}" : "";
            LoadTable.Line(
                $"  {name}", $"{result.EventsPerSecond:n0} events/s",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.ProcessorMicrosecondsPerEvent:f2} µs of processor time an event")
                + $"{RatioOf(result)}{matches}");
        }

        foreach (var skipped in report.Skipped) Console.Out.WriteLine($"  skipped: {skipped}");
    }

    private static string RatioOf(JudgeResult result) => result.Name == OwnMeans.InProcessName
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"; in-process {result.InProcessIsFasterBy:f2} times as fast, {result.InProcessIsCheaperBy:f2} as cheap");
}
