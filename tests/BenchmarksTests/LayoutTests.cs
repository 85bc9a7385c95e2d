using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Layouts;

namespace DetectionApi.BenchmarksTests;

/// <summary>What the measured layouts have in common: none is quick by forgetting.</summary>
public class LayoutTests
{
    private static readonly KeptEvents Events = KeptEvents.Of(new EventCorpus(new CorpusPlan(1, 0)), 12);

    public static TheoryData<string> Layouts => [.. LayoutPlan.All.Select(plan => plan.Name)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_finds_what_a_process_did(string name) => InFile(name, layout =>
    {
        Append(layout);
        Assert.All(Events.Processes, process => Assert.Equal(Expected(process), Find(layout, process)));
        Assert.All(Events.Strangers, stranger => Assert.Empty(Find(layout, stranger)));
    });

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_drops_all_in_the_end(string name) => InFile(name, layout =>
    {
        Append(layout);
        var dropped = 0;
        while (layout.DropOldest() is > 0 and var some) dropped += some;

        Assert.Equal(Events.Count, dropped);
        Assert.All(Events.Processes, process => Assert.Empty(Find(layout, process)));
    });

    private static void Append(ILayout layout)
    {
        foreach (var batch in Events.Batches)
        {
            layout.Gather(batch);
            layout.Compress();
            layout.Append();
        }
    }

    private static string[] Find(ILayout layout, Wanted wanted) =>
    [
        .. layout.Find(wanted.Key, wanted.At - KeptEvents.Span, wanted.At + KeptEvents.Span)
            .Select(e => e.RecordId!).Order(StringComparer.Ordinal),
    ];

    private static string[] Expected(Wanted wanted) =>
    [
        .. Events.Batches.SelectMany(batch => batch)
            .Where(e => e.Keys.Contains(wanted.Key.Hash))
            .SelectMany(e => Domain.Context.ContextEvent.Find(
                e.Record, new Domain.Context.ContextKeySet([wanted.Key]), DateTimeOffset.MinValue,
                DateTimeOffset.MaxValue))
            .Select(e => e.RecordId!).Order(StringComparer.Ordinal),
    ];

    private static void InFile(string name, Action<ILayout> test)
    {
        var directory = Directory.CreateTempSubdirectory("layouts-");
        try
        {
            var (_, layout) = LayoutPlan.All.Single(plan => plan.Name == name).Create(
                Path.Combine(directory.FullName, "context.db"));
            using (layout) test(layout);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
