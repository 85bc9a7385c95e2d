namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Items that came into force since an index was made, and those that are no longer what they were.</summary>
/// <remarks>
/// It is filled while many items are judged one after another, each against those before it. The newer ones lie in
/// layers, each made of those of its size before: a thousand items are not put in order a thousand times.
/// </remarks>
public sealed class ExceptionChanges
{
    private readonly List<ExceptionIndex> _layers = [];
    private readonly Dictionary<string, StandingException?> _latest = [];

    /// <summary>True if nothing changed.</summary>
    public bool IsEmpty => _latest.Count == 0;

    /// <summary>Notes that an item is in force as it is now.</summary>
    public void Put(StandingException item)
    {
        _latest[item.Coverage.ItemId] = item;
        IEnumerable<StandingException> layer = [item];
        while (_layers is [.., var last] && last.Items.Count <= layer.Count())
        {
            layer = [.. last.Items.Where(IsLatest), .. layer];
            _layers.RemoveAt(_layers.Count - 1);
        }

        _layers.Add(new ExceptionIndex(layer));
    }

    /// <summary>Notes that an item is no longer in force.</summary>
    public void Remove(string itemId) => _latest[itemId] = null;

    /// <summary>Items of the index as it would be now that mean all that the terms mean.</summary>
    public IEnumerable<StandingException> Containing(ExceptionTerms terms, ExceptionIndex index) =>
        index.Containing(terms).Where(item => !_latest.ContainsKey(item.Coverage.ItemId))
            .Concat(_layers.SelectMany(layer => layer.Containing(terms)).Where(IsLatest));

    /// <summary>The index as it is now.</summary>
    public ExceptionIndex ApplyTo(ExceptionIndex index) => IsEmpty
        ? index
        : new ExceptionIndex(
            index.Items.Where(item => !_latest.ContainsKey(item.Coverage.ItemId))
                .Concat(_latest.Values.OfType<StandingException>()));

    private bool IsLatest(StandingException item) =>
        ReferenceEquals(_latest.GetValueOrDefault(item.Coverage.ItemId), item);
}
