namespace DetectionApi.Domain.Eql.Text;

/// <summary>A pattern in which <c>*</c> is any text and <c>?</c> exactly one character. Nothing escapes them.</summary>
/// <remarks>
/// No recursion and no regex: the parts between the stars are found one after another, each as early as possible, and
/// no part makes the search start again behind an earlier one. So the cost grows with the text, whatever the pattern.
/// Call traces are long and come from machines that may be hostile.
/// </remarks>
internal sealed class Wildcard
{
    private readonly WildcardPart _start;
    private readonly WildcardPart[] _middle;
    private readonly WildcardPart? _end;
    private readonly int _bytesMin;

    public Wildcard(string pattern, bool ignoreCase)
    {
        var parts = pattern.Split('*');
        WildcardPart Part(string text) => new(text, ignoreCase);
        _start = Part(parts[0]);
        _middle = [.. parts.Skip(1).SkipLast(1).Where(p => p.Length > 0).Select(Part)];
        _end = parts.Length > 1 ? Part(parts[^1]) : null;
        _bytesMin = _start.BytesMin + _middle.Sum(p => p.BytesMin) + (_end?.BytesMin ?? 0);
    }

    /// <summary>True if a pattern asks for more at each place of a text than any text is worth.</summary>
    /// <remarks>Elasticsearch refuses such patterns, too: its automata would become too large.</remarks>
    public static bool IsTooCostly(string pattern) => pattern.Split('*').Skip(1).SkipLast(1)
        .Any(part => part.Length > WildcardPart.MixedLengthMax && part.Contains('?', StringComparison.Ordinal));

    /// <summary>True if the whole text fits the pattern.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (text.Length < _bytesMin) return false;

        var at = _start.MatchStart(text, 0);
        if (at < 0) return false;
        if (_end is null) return at == text.Length;

        foreach (var part in _middle)
        {
            at = part.Find(text, at);
            if (at < 0) return false;
        }

        return _end.BytesMin == 0 || _end.MatchesEnd(text, at);
    }
}
