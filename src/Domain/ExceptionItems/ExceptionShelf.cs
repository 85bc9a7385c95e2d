namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Items that may mean one target and one source, those for few hosts by host.</summary>
internal sealed class ExceptionShelf
{
    // An item for more hosts is found without its hosts; otherwise a thousand hosts would be a thousand entries.
    private const int HostsListed = 16;

    private static readonly List<Entry> None = [];

    private readonly Dictionary<string, List<Entry>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Entry> _others = [];

    /// <summary>Adds an item.</summary>
    /// <param name="rank">Its place among all: the narrowest has the lowest.</param>
    /// <param name="item">The item.</param>
    public void Put(int rank, StandingException item)
    {
        var entry = new Entry(rank, item);
        if (item.Terms.IsForAllHosts || item.Terms.Hosts.Count > HostsListed)
        {
            _others.Add(entry);
            return;
        }

        foreach (var host in item.Terms.Hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_byHost.TryGetValue(host, out var ofHost)) _byHost.Add(host, ofHost = []);
            ofHost.Add(entry);
        }
    }

    /// <summary>The narrowest that covers the access, or the one that is narrower still.</summary>
    public Entry FindCovering(CandidateAccess access, Entry best)
    {
        best = FindCovering(_others, access, best);
        if (_byHost.Count == 0) return best;

        foreach (var host in access.HostNames) best = FindCovering(At(host), access, best);
        return best;
    }

    /// <summary>True if one covers the access, or may once more is known about its source.</summary>
    public bool MayCover(CandidateAccess access)
    {
        if (MayCover(_others, access)) return true;
        if (_byHost.Count == 0) return false;

        foreach (var host in access.HostNames)
            if (MayCover(At(host), access)) return true;

        return false;
    }

    /// <summary>Those whose hosts may be that of the access, each once.</summary>
    public IEnumerable<StandingException> For(CandidateAccess access) =>
        access.HostNames.SelectMany(At).Concat(_others).Distinct().Select(entry => entry.Item!);

    /// <summary>Those that may mean all that the terms mean: for some hosts, they hold on the first of them.</summary>
    public IEnumerable<StandingException> MayContain(ExceptionTerms terms) =>
        (terms.Hosts is [var first, ..] ? At(first) : None).Concat(_others).Select(entry => entry.Item!);

    private static Entry FindCovering(List<Entry> entries, CandidateAccess access, Entry best)
    {
        foreach (var entry in entries)
            if (entry.Rank < best.Rank && entry.Item!.Matcher.Covers(access)) best = entry;

        return best;
    }

    private static bool MayCover(List<Entry> entries, CandidateAccess access)
    {
        foreach (var entry in entries)
            if (entry.Item!.Matcher.MayCover(access)) return true;

        return false;
    }

    private List<Entry> At(string host) => _byHost.GetValueOrDefault(host) ?? None;

    /// <summary>An item with its place among all.</summary>
    /// <param name="Rank">The narrowest has the lowest.</param>
    /// <param name="Item">The item; null for none.</param>
    internal readonly record struct Entry(int Rank, StandingException? Item);
}
