namespace DetectionApi.Domain.Events;

/// <summary>Of which hosts somebody may send events.</summary>
/// <remarks>
/// Each entry is a host's name with or without its domain, and may begin or end with one <c>*</c>:
/// <c>*.branch.example.org</c>, <c>ws-*</c>. Case does not matter. An entry without a dot also means the host of that
/// short name in whatever domain.
/// </remarks>
public sealed class HostScope
{
    /// <summary>How many entries a scope may have.</summary>
    public const int EntriesMax = 1000;

    /// <summary>How long an entry may be: DNS allows no longer name.</summary>
    public const int EntryLengthMax = 255;

    private const char Wildcard = '*';

    private readonly string[] _entries;

    private HostScope(string[] entries) => _entries = entries;

    /// <summary>The entries, in lower case.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>The scope of the entries; null if there are none, which means every host.</summary>
    /// <exception cref="ArgumentException">An entry is none.</exception>
    public static HostScope? Of(IReadOnlyCollection<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.FirstOrDefault(entry => !IsEntry(entry)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is no host of a scope.", nameof(entries));

        return entries.Count == 0 ? null : new HostScope([.. entries.Select(entry => entry.ToLowerInvariant())]);
    }

    /// <summary>Whether it can be an entry: a name, with at most one <c>*</c>, at an end and not alone.</summary>
    public static bool IsEntry(string? entry) => entry is { Length: > 0 and <= EntryLengthMax }
        && entry.Any(letter => letter != Wildcard)
        && entry.AsSpan(1).LastIndexOf(Wildcard) is var inside
        && (inside < 0 || (inside == entry.Length - 2 && entry[0] != Wildcard))
        && entry.All(letter => letter is Wildcard or '.' or '-' or '_' || char.IsLetterOrDigit(letter));

    /// <summary>Whether the host lies in it. A host that says no name lies in none.</summary>
    public bool Covers(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Name != Host.Unknown && Array.Exists(_entries, entry => Means(entry, host.Name));
    }

    private static bool Means(string entry, string name)
    {
        if (entry[0] == Wildcard) return name.AsSpan().EndsWith(entry.AsSpan(1), StringComparison.Ordinal);
        if (entry[^1] == Wildcard) return name.AsSpan().StartsWith(entry.AsSpan(..^1), StringComparison.Ordinal);

        return name.StartsWith(entry, StringComparison.Ordinal)
            && (name.Length == entry.Length || (name[entry.Length] == '.' && !entry.Contains('.')));
    }
}
