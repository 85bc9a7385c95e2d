using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>All items in force, to be found by what an access is.</summary>
/// <remarks>
/// Immutable: when an item changes, another index takes its place.
/// Items lie by target and source, those for few hosts by host as well, so that an access is held against the few
/// that may mean it, however many there are.
/// </remarks>
public sealed class ExceptionIndex
{
    // An item for more hosts is found without its hosts; otherwise a thousand hosts would be a thousand entries.
    private const int HostsListed = 16;

    private readonly Dictionary<Place, Shelf> _shelves = [];

    // By target: those that are found by a hash or a signer, which the context may tell later.
    private readonly Dictionary<string, Shelf> _byFacts = [];

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
        (int Rank, StandingException Item)? best = null;
        foreach (var entry in NearOf(access))
            if ((best is not var (rank, _) || entry.Rank < rank) && entry.Item.Matcher.Covers(access)) best = entry;

        return best?.Item;
    }

    /// <summary>True if some item covers the access, or may once more is known about its source.</summary>
    public bool MayCover(CandidateAccess access)
    {
        if (Items.Count == 0) return false;

        var byFacts = KeysOf(access.TargetPath).Distinct()
            .SelectMany(target => _byFacts.GetValueOrDefault(target)?.For(access) ?? []);
        return NearOf(access).Concat(byFacts).Any(entry => entry.Item.Matcher.MayCover(access));
    }

    /// <summary>Items whose target and source may be those of the access.</summary>
    public IEnumerable<StandingException> Near(CandidateAccess access) =>
        NearOf(access).Select(entry => entry.Item);

    /// <summary>Items that mean all that the terms mean.</summary>
    public IEnumerable<StandingException> Containing(ExceptionTerms terms)
    {
        List<string> sources = [.. terms.Executable is { } path ? WiderKeysOf(path) : [""]];
        if (terms.Sha256 is { } hash) sources.Add(HashKey(hash));
        if (terms.Signer is { } signer) sources.Add(SignerKey(signer));
        return
            from target in terms.TargetImage is { } image ? WiderKeysOf(image) : [""]
            from source in sources.Distinct()
            where _shelves.ContainsKey(new Place(target, source))
            from entry in _shelves[new Place(target, source)].For(terms)
            where entry.Item.Terms.Contain(terms)
            select entry.Item;
    }

    private static string TargetOf(ExceptionTerms terms) => terms.TargetImage is { } target ? KeyOf(target) : "";

    private static string? PathKeyOf(ExceptionTerms terms) =>
        terms.Executable is { } executable && KeyOf(executable) is { Length: > 0 } path ? path : null;

    // Whoever has neither is found by everybody.
    private static string FactKeyOf(ExceptionTerms terms) => terms switch
    {
        { Sha256: { } hash } => HashKey(hash),
        { Signer: { } signer } => SignerKey(signer),
        _ => "",
    };

    private static Shelf ShelfAt<TKey>(Dictionary<TKey, Shelf> shelves, TKey key) where TKey : notnull
    {
        if (!shelves.TryGetValue(key, out var shelf)) shelves.Add(key, shelf = new Shelf());
        return shelf;
    }

    // One path, or one file name wherever it lies, or anything.
    private static string KeyOf(string path)
    {
        var pattern = PathPattern.Of(path);
        if (pattern.IsExact) return pattern.Text;
        return pattern.HasExactFileName ? NameKey(pattern.FileName) : "";
    }

    private static string NameKey(string fileName) => $"name {fileName}";

    private static string HashKey(string hash) => $"hash {hash.ToLowerInvariant()}";

    private static string SignerKey(string signer) => $"signer {signer.ToLowerInvariant()}";

    private static string[] KeysOf(string path) => [path, NameKey(WindowsPath.NameOf(path)), ""];

    // Where a pattern lies that means all that this one means.
    private static string[] WiderKeysOf(string path)
    {
        var pattern = PathPattern.Of(path);
        if (pattern.IsExact) return KeysOf(pattern.Text);
        return pattern.HasExactFileName ? [NameKey(pattern.FileName), ""] : [""];
    }

    private IEnumerable<(int Rank, StandingException Item)> NearOf(CandidateAccess access)
    {
        if (Items.Count == 0) yield break;

        List<string> sources = [.. KeysOf(access.SourcePath)];
        if (access.Source.Sha256 is { } hash) sources.Add(HashKey(hash));
        if (access.TrustedSigner is { } signer) sources.Add(SignerKey(signer));
        foreach (var target in KeysOf(access.TargetPath).Distinct())
        {
            foreach (var source in sources.Distinct())
                if (_shelves.TryGetValue(new Place(target, source), out var shelf))
                    foreach (var entry in shelf.For(access)) yield return entry;
        }
    }

    private readonly record struct Place(string Target, string Source);

    private sealed class Shelf
    {
        private readonly Dictionary<string, List<(int, StandingException)>> _byHost =
            new(StringComparer.OrdinalIgnoreCase);

        private readonly List<(int, StandingException)> _others = [];

        public void Put(int rank, StandingException item)
        {
            if (item.Terms.IsForAllHosts || item.Terms.Hosts.Count > HostsListed)
            {
                _others.Add((rank, item));
                return;
            }

            foreach (var host in item.Terms.Hosts.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!_byHost.TryGetValue(host, out var ofHost)) _byHost.Add(host, ofHost = []);
                ofHost.Add((rank, item));
            }
        }

        // Whoever contains an item for some hosts holds on the first of them.
        public IEnumerable<(int Rank, StandingException Item)> For(ExceptionTerms terms) =>
            (terms.Hosts is [var first, ..] ? _byHost.GetValueOrDefault(first) ?? [] : []).Concat(_others);

        public IEnumerable<(int Rank, StandingException Item)> For(CandidateAccess access) =>
            HostNames.Of(access.Host).SelectMany(name => _byHost.GetValueOrDefault(name) ?? []).Concat(_others);
    }
}
