namespace DetectionApi.Benchmarks.Layouts;

/// <summary>A layout with its numbers.</summary>
internal sealed record LayoutPlan
{
    private const int SegmentKilobytes = 384;
    private const int SmallKilobytes = 96;
    private const int PageBytes = 4096;

    // An index is written all over, which needs more memory than SQLite takes by itself.
    private const string CacheOfIndex = "PRAGMA cache_size = -65536";

    private LayoutPlan(string name, Func<string, (LayoutFile, ILayout)> create) => (Name, Create) = (name, create);

    /// <summary>What it is called in the report.</summary>
    public string Name { get; }

    /// <summary>Makes it in a new file.</summary>
    public Func<string, (LayoutFile File, ILayout Layout)> Create { get; }

    /// <summary>All that are measured; the service's is the first one of segments without an index.</summary>
    public static IReadOnlyList<LayoutPlan> All { get; } =
    [
        Rows(),
        Indexed(),
        Segments(),
        Segments(kilobytes: 96, small: 24),
        Segments(kilobytes: 192, small: 48),
        Segments(kilobytes: 768, small: 768),
        Segments(page: 16_384),
        Segments(page: 65_536),
        Segments(Compression.Brotli(0)),
        Segments(Compression.Brotli(4)),
        Segments(Compression.Zlib),
        Segments(Compression.None),
    ];

    /// <summary>Those that are measured with batches far smaller than a segment.</summary>
    public static IReadOnlyList<LayoutPlan> OfSmallBatches { get; } = [Rows(), Segments(small: 0), Segments()];

    /// <summary>Those that are measured with batches that are somewhat smaller than a segment.</summary>
    public static IReadOnlyList<LayoutPlan> OfMiddlingBatches { get; } = [Segments(), Segments(small: 192)];

    private static LayoutPlan Rows() => new("a row for each event", path =>
    {
        var file = new LayoutFile(path, CacheOfIndex, RowLayout.Schema);
        return (file, new RowLayout(file));
    });

    private static LayoutPlan Indexed() => new("segments, keys in an index", path =>
    {
        var file = new LayoutFile(path, CacheOfIndex, IndexedSegmentLayout.Schema);
        return (file, new IndexedSegmentLayout(file, GatheringOf(SegmentKilobytes, SmallKilobytes),
            Compression.Brotli(1)));
    });

    private static LayoutPlan Segments(
        Compression? compression = null, int kilobytes = SegmentKilobytes, int small = SmallKilobytes,
        int page = PageBytes)
    {
        var shortened = compression ?? Compression.Brotli(1);
        var form = $"segments of {kilobytes} KB, put together below {small} KB";
        return new LayoutPlan($"{form}, pages of {page / 1024} KB, {shortened.Name}", path =>
        {
            var file = new LayoutFile(path, $"PRAGMA page_size = {page}", SegmentLayout.Schema);
            return (file, new SegmentLayout(file, GatheringOf(kilobytes, small), shortened));
        });
    }

    private static SegmentGathering GatheringOf(int kilobytes, int small) => new(kilobytes * 1024, small * 1024);
}
