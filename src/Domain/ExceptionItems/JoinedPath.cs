using DetectionApi.Domain.ProcessAccess;

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

        return folded.Count == 1 ? OfOne(spelled!, folded[0]) : OfSeveral(folded);
    }

    // Rather the long name than the short one, if both were seen.
    private static JoinedPath OfOne(List<string> spelled, string folded)
    {
        var path = spelled.OrderBy(one => WindowsPath.Fold(one) != folded).ThenBy(one => one, StringComparer.Ordinal)
            .First();
        return PathRules.RefusalOf(PathPattern.Of(path), "") is { } refusal
            ? Unnamed(refusal)
            : new JoinedPath(path, IsExact: true, "is the same every time");
    }

    private static JoinedPath OfSeveral(List<string> folded)
    {
        if (Join(folded) is not { } joined) return WithoutPattern(folded.Count);

        return PathRules.RefusalOf(PathPattern.Of(joined), "") switch
        {
            null => new JoinedPath(joined, IsExact: false, $"has {folded.Count} values"),
            { Code: RefusalCode.WildcardInFirstSegment } => WithoutPattern(folded.Count),
            var refusal => Unnamed(refusal),
        };
    }

    private static JoinedPath WithoutPattern(int count) =>
        new(null, IsExact: false, $"has {count} values without a common pattern");

    private static JoinedPath Unnamed(Refusal refusal) =>
        new(null, IsExact: false, $"cannot be named: {refusal.Detail.TrimEnd('.')}");

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
