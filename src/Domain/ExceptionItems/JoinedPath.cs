namespace DetectionApi.Domain.ExceptionItems;

/// <summary>One pattern for several paths, or why there is none.</summary>
/// <param name="Pattern">The pattern; null if no item may name one that means them all.</param>
/// <param name="IsExact">True if they all are one path.</param>
/// <param name="Because">Why, in a few words that go on after what it is about.</param>
internal sealed record JoinedPath(string? Pattern, bool IsExact, string Because)
{
    // Fewer letters say nothing of what the names have in common.
    private const int PrefixMin = 3;

    /// <summary>Joins the paths as events spell them; the same depth, with stars for names that differ.</summary>
    public static JoinedPath Of(IEnumerable<string?> paths)
    {
        var spelled = paths.Distinct().ToList();
        if (spelled.Exists(string.IsNullOrEmpty))
            return new JoinedPath(null, IsExact: false, "is not said by every event");

        var folded = spelled.Select(path => ItemPath.Fold(path!)).Distinct().ToList();
        if (folded.Exists(PathPattern.HasWildcard) || folded.Exists(path => ItemPath.Tidy(path) != path))
            return new JoinedPath(null, IsExact: false, "is spelled as no item can name it");

        var isExact = folded.Count == 1;
        var joined = isExact ? spelled.Order(StringComparer.Ordinal).First() : Join(folded);
        if (joined is null)
            return new JoinedPath(null, IsExact: false, $"has {folded.Count} values without a common pattern");

        return PathRules.RefusalOf(PathPattern.Of(joined), "") is { } refusal
            ? new JoinedPath(null, IsExact: false, $"cannot be named: {refusal.Detail.TrimEnd('.')}")
            : new JoinedPath(joined, isExact, isExact ? "is the same every time" : $"has {folded.Count} values");
    }

    private static string? Join(List<string> folded)
    {
        var split = folded.ConvertAll(path => path.Split('\\'));
        var depth = split[0].Length;
        if (!split.TrueForAll(names => names.Length == depth)) return null;

        var joined = new string[depth];
        for (var i = 0; i < depth; i++)
        {
            var names = split.Select(path => path[i]).Distinct().ToList();
            joined[i] = names.Count == 1 ? names[0] : i == depth - 1 ? JoinNames(names) : "*";
        }

        return string.Join('\\', joined);
    }

    // What files are called before a number, and what kind of file they are.
    private static string JoinNames(List<string> names)
    {
        var extensions = names.Select(name => name[(name.LastIndexOf('.') is > 0 and var dot ? dot : name.Length)..])
            .Distinct().ToList();
        var extension = extensions.Count == 1 ? extensions[0] : "";
        var stems = names.ConvertAll(name => name[..^extension.Length]);
        var shortest = stems.Min(stem => stem.Length);
        var prefix = 0;
        while (prefix < shortest && stems.TrueForAll(stem => stem[prefix] == stems[0][prefix])) prefix++;

        return $"{(prefix >= PrefixMin ? stems[0][..prefix] : "")}*{extension}";
    }
}
