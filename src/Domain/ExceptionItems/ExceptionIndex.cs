namespace DetectionApi.Domain.ExceptionItems;

/// <summary>All items in force, to be found by what an access is.</summary>
/// <remarks>
/// Immutable: when an item changes, another index takes its place.
/// Items lie by target and source, those for few hosts by host as well, so that an access is held against the few
/// that may mean it, however many there are.
/// </remarks>
public sealed class ExceptionIndex
{
    private readonly Dictionary<Place, ExceptionShelf> _shelves = [];

    // By target: those that are found by a hash or a signer, which the context may tell later.
    private readonly Dictionary<ItemKey, ExceptionShelf> _byFacts = [];

    private readonly Dictionary<string, StandingException> _byId = [];

    /// <summary>An index of the items.</summary>
    public ExceptionIndex(IEnumerable<StandingException> items)
    {
        // Of several that cover an access the narrowest is named, so that counters tell which are needed.
        var narrowestFirst = items
            .OrderBy(item => item.Breadth.Score).ThenBy(item => item.Coverage.ItemId, StringComparer.Ordinal).ToList();
        foreach (var (rank, item) in narrowestFirst.Index())
        {
            var (path, target) = (PathKeyOf(item.Terms), TargetOf(item.Terms));
            ShelfAt(_shelves, new Place(target, path ?? FactKeyOf(item.Terms))).Put(rank, item);
            if (path is null) ShelfAt(_byFacts, target).Put(rank, item);
        }

        foreach (var item in narrowestFirst) _byId[item.Coverage.ItemId] = item;
        Items = narrowestFirst;
    }

    /// <summary>No items at all.</summary>
    public static ExceptionIndex Empty { get; } = new([]);

    /// <summary>The items, narrowest first.</summary>
    public IReadOnlyList<StandingException> Items { get; }

    /// <summary>The item of that id; null if there is none in force.</summary>
    public StandingException? Find(string itemId) => _byId.GetValueOrDefault(itemId);

    /// <summary>The narrowest item that covers the access; null if none does.</summary>
    public StandingException? FindCovering(CandidateAccess access)
    {
        if (Items.Count == 0) return null;

        var best = new ExceptionShelf.Entry(int.MaxValue, null);
        foreach (var shelf in ShelvesFor(access)) best = shelf.FindCovering(access, best);
        return best.Item;
    }

    /// <summary>True if some item covers the access, or may once more is known about its source.</summary>
    public bool MayCover(CandidateAccess access)
    {
        if (Items.Count == 0) return false;

        foreach (var target in access.TargetKeys)
            if (_byFacts.TryGetValue(target, out var byFacts) && byFacts.MayCover(access)) return true;
        foreach (var shelf in ShelvesFor(access))
            if (shelf.MayCover(access)) return true;

        return false;
    }

    /// <summary>Items whose target and source may be those of the access.</summary>
    public IEnumerable<StandingException> Near(CandidateAccess access) =>
        Items.Count == 0 ? [] : ShelvesFor(access).SelectMany(shelf => shelf.For(access));

    /// <summary>Items that mean all that the terms mean.</summary>
    public IEnumerable<StandingException> Containing(ExceptionTerms terms)
    {
        List<ItemKey> sources = [.. WiderKeysOf(terms.Executable)];
        if (terms.Sha256 is { } hash) sources.Add(ItemKey.OfHash(hash));
        if (terms.Signer is { } signer) sources.Add(ItemKey.OfSigner(signer));
        return
            from target in WiderKeysOf(terms.TargetImage)
            from source in sources
            where _shelves.ContainsKey(new Place(target, source))
            from item in _shelves[new Place(target, source)].MayContain(terms)
            where item.Terms.Contain(terms)
            select item;
    }

    private static ItemKey TargetOf(ExceptionTerms terms) =>
        terms.TargetImage is { } target ? ItemKey.OfPattern(target) : ItemKey.Any;

    private static ItemKey? PathKeyOf(ExceptionTerms terms) =>
        terms.Executable is { } executable && ItemKey.OfPattern(executable) is { Kind: not ItemKeyKind.Any } key
            ? key
            : null;

    // Whoever has neither is found by everybody.
    private static ItemKey FactKeyOf(ExceptionTerms terms) => terms switch
    {
        { Sha256: { } hash } => ItemKey.OfHash(hash),
        { Signer: { } signer } => ItemKey.OfSigner(signer),
        _ => ItemKey.Any,
    };

    private static ExceptionShelf ShelfAt<TKey>(Dictionary<TKey, ExceptionShelf> shelves, TKey key)
        where TKey : notnull
    {
        if (!shelves.TryGetValue(key, out var shelf)) shelves.Add(key, shelf = new ExceptionShelf());
        return shelf;
    }

    // Where a pattern lies that means all that this one means.
    private static ItemKey[] WiderKeysOf(string? path)
    {
        if (path is null) return [ItemKey.Any];

        var pattern = PathPattern.Of(path);
        if (pattern.IsExact) return ItemKey.OfPath(pattern.Text);
        return pattern.HasExactFileName ? [ItemKey.OfPattern(path), ItemKey.Any] : [ItemKey.Any];
    }

    private IEnumerable<ExceptionShelf> ShelvesFor(CandidateAccess access)
    {
        foreach (var target in access.TargetKeys)
            foreach (var source in access.SourceKeys)
                if (_shelves.TryGetValue(new Place(target, source), out var shelf)) yield return shelf;
    }

    private readonly record struct Place(ItemKey Target, ItemKey Source);
}
