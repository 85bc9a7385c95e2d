using DetectionApi.Domain.Context;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>Measures one layout once, in a file of its own that is gone afterwards.</summary>
internal static class LayoutMeasurement
{
    private const int Fifths = 5;
    private const int SearchRounds = 5;
    private const double DroppedShare = 0.1;

    // With as much after it: two hours.
    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>Appends everything, searches, and drops the oldest tenth.</summary>
    public static LayoutFigures Run(LayoutPlan plan, KeptEvents events)
    {
        var directory = Directory.CreateTempSubdirectory("layouts-");
        try
        {
            var (file, layout) = plan.Create(Path.Combine(directory.FullName, "context.db"));
            using (layout) return Run(file, layout, events);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static LayoutFigures Run(LayoutFile file, ILayout layout, KeptEvents events)
    {
        var (compressing, appending) = Append(layout, events);
        var all = compressing.Concat(appending).Aggregate((sum, cost) => sum + cost);
        return new LayoutFigures
        {
            EventsPerSecond = events.Count / all.Wall.TotalSeconds,
            CompressMicroseconds = compressing.Sum(cost => cost.Processor.TotalMicroseconds) / events.Count,
            AppendMicrosecondsByFifth =
                [.. appending.Select(cost => cost.Processor.TotalMicroseconds * Fifths / events.Count)],
            LogBytes = (double)file.LogBytes / events.Count,
            Bytes = (double)file.Bytes / events.Count,
            Found = events.Processes.Sum(wanted => Find(layout, wanted, Near).Count),
            FindNearMilliseconds = Search(layout, events.Processes, Near),
            FindMilliseconds = Search(layout, events.Processes, KeptEvents.Span),
            FindNothingMilliseconds = Search(layout, events.Strangers, KeptEvents.Span),
            DropMicroseconds = Drop(layout, events.Count),
        };
    }

    private static (Cost[] Compressing, Cost[] Appending) Append(ILayout layout, KeptEvents events)
    {
        var (compressing, appending) = (new Cost[Fifths], new Cost[Fifths]);
        for (var number = 0; number < events.Batches.Count; number++)
        {
            var fifth = number * Fifths / events.Batches.Count;
            layout.Gather(events.Batches[number]);
            compressing[fifth] += Cost.Of(layout.Compress);
            appending[fifth] += Cost.Of(layout.Append);
        }

        return (compressing, appending);
    }

    private static double Search(ILayout layout, IReadOnlyList<Wanted> all, TimeSpan around) =>
        Enumerable.Range(0, SearchRounds).Min(_ => Cost.Of(() =>
        {
            foreach (var wanted in all) Find(layout, wanted, around);
        }).Processor.TotalMilliseconds / all.Count);

    private static List<ContextEvent> Find(ILayout layout, Wanted wanted, TimeSpan around) =>
        layout.Find(wanted.Key, wanted.At - around, wanted.At + around);

    private static double Drop(ILayout layout, int count)
    {
        var dropped = 0;
        var cost = default(Cost);
        while (dropped < count * DroppedShare) cost += Cost.Of(() => dropped += layout.DropOldest());
        return cost.Processor.TotalMicroseconds / dropped;
    }
}
