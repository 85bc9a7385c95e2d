using System.Globalization;
using DetectionApi.Benchmarks.Layouts;

namespace DetectionApi.Benchmarks.Report;

/// <summary>What was measured of the layouts.</summary>
/// <param name="Name">How the events come.</param>
/// <param name="Events">How many events are kept.</param>
/// <param name="RecordBytes">The bytes of one as it is.</param>
/// <param name="Keys">The keys of one.</param>
/// <param name="Layouts">The layouts.</param>
internal sealed record LayoutsReport(
    string Name, int Events, double RecordBytes, double Keys, IReadOnlyList<LayoutResult> Layouts);

/// <summary>What was measured of one layout.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Figures">With all events.</param>
/// <param name="Quarter">With a quarter of them.</param>
internal sealed record LayoutResult(string Name, LayoutFigures Figures, LayoutFigures Quarter);

/// <summary>The report of the layouts for people, in the form in which it stands in the document.</summary>
internal static class LayoutTable
{
    private static readonly string[] Columns =
    [
        "layout", "events/s", "append, µs", "compress, µs", "last fifth to first", "log, bytes", "disk, bytes",
        "find in 2 hours, ms", "find in all, ms", "find nothing, ms (of a quarter)", "drop, µs (of a quarter)",
    ];

    public static void Print(LayoutsReport report)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{report.Name}: {report.Events:n0} kept events of {report.RecordBytes:n0} bytes")
            + string.Create(CultureInfo.InvariantCulture, $" and {report.Keys:f1} keys\n"));
        Print(Columns);
        Print(Columns.Select(_ => "---"));
        foreach (var layout in report.Layouts) Print(Cells(layout));
    }

    private static void Print(IEnumerable<string> cells) => Console.Out.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string[] Cells(LayoutResult layout)
    {
        var (all, quarter) = (layout.Figures, layout.Quarter);
        return
        [
            layout.Name, Text(all.EventsPerSecond, "n0"), Text(all.AppendMicroseconds, "f2"),
            Text(all.CompressMicroseconds, "f2"), Text(all.LastFifthToFirst, "f2"), Text(all.LogBytes, "f0"),
            Text(all.Bytes, "f1"), Text(all.FindNearMilliseconds, "f2"), Text(all.FindMilliseconds, "f2"),
            $"{Text(all.FindNothingMilliseconds, "f3")} ({Text(quarter.FindNothingMilliseconds, "f3")})",
            $"{Text(all.DropMicroseconds, "f3")} ({Text(quarter.DropMicroseconds, "f3")})",
        ];
    }

    private static string Text(double number, string form) => number.ToString(form, CultureInfo.InvariantCulture);
}
