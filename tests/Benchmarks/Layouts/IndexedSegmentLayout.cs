namespace DetectionApi.Benchmarks.Layouts;

/// <summary>Segments, and a row in an index for each key of each segment.</summary>
internal sealed class IndexedSegmentLayout(LayoutFile file, SegmentGathering gathering, Compression compression)
    : SegmentLayout(file, gathering, compression)
{
    public new const string Schema = $"""
        {SegmentLayout.Schema}
        CREATE TABLE keys (hash INTEGER, segment INTEGER, PRIMARY KEY (hash, segment)) STRICT, WITHOUT ROWID;
        """;

    private readonly Statement _addKey = file.Prepare("INSERT INTO keys (hash, segment) VALUES (?1, ?2)");
    private readonly Statement _dropKey = file.Prepare("DELETE FROM keys WHERE hash = ?1 AND segment = ?2");
    private readonly Statement _find = file.Prepare("SELECT segment FROM keys WHERE hash = ?1 ORDER BY segment DESC");

    protected override IEnumerable<long> Candidates(uint hash, DateTimeOffset from, DateTimeOffset to)
    {
        _find.Bind(1, hash);
        while (_find.Step()) yield return _find.Number(0);
    }

    protected override void Add(GatheredSegment segment)
    {
        base.Add(segment);
        foreach (var hash in segment.Hashes) _addKey.Bind(1, hash).Bind(2, segment.Row).Run();
    }

    protected override void Drop(long row, uint[] hashes)
    {
        base.Drop(row, hashes);
        foreach (var hash in hashes) _dropKey.Bind(1, hash).Bind(2, row).Run();
    }
}
