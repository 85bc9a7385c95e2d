namespace DetectionApi.Domain.Eql;

/// <summary>What is wrong with a query, and where.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in UTF-16 units as editors count.</param>
/// <param name="Message">Lower case, no full stop: it follows a position.</param>
public sealed record EqlError(int Line, int Column, string Message)
{
    private const int DistanceMax = 2;

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}: {Message}";

    internal static EqlError At(string text, int offset, string message)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), message);
    }

    /// <summary>The end of a message: the known name closest to a misspelt one, or nothing.</summary>
    internal static string DidYouMean(string name, IEnumerable<string> known)
    {
        var (best, distance) = known.Select(k => (k, Distance(name, k))).MinBy(x => x.Item2);

        // For a short name, or one that differs in more letters, a suggestion would be a guess.
        return distance <= Math.Min(DistanceMax, name.Length / 3) ? $", did you mean `{best}`?" : "";
    }

    // Levenshtein's distance, ignoring case.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > DistanceMax) return DistanceMax + 1;

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var letter in a)
        {
            var diagonal = row[0]++;
            for (var i = 1; i <= b.Length; i++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(letter) == char.ToLowerInvariant(b[i - 1]) ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.Min(replaced, Math.Min(row[i], row[i - 1]) + 1);
            }
        }

        return row[^1];
    }
}
