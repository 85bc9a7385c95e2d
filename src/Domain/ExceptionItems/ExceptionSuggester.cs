namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Makes an item of what was observed: the narrowest that covers it all.</summary>
/// <remarks>
/// It says what is, not that it is harmless: that takes evidence, which a person fills in, and how long it holds.
/// </remarks>
public static class ExceptionSuggester
{
    private const int NarrowerMax = 10;

    /// <summary>The narrowest item that covers every access.</summary>
    public static ExceptionSuggestion Of(IReadOnlyCollection<ObservedOccurrence> observed)
    {
        var draft = new SuggestionDraft([.. observed.Select(one => one.Access)]);
        return new ExceptionSuggestion
        {
            Terms = draft.Terms,
            Justified = draft.Justified,
            Reasons = draft.Reasons,
            Narrower = NarrowerOf(observed, keepsHash: draft.Terms is { Sha256: not null }),
        };
    }

    private static List<NarrowerSuggestion> NarrowerOf(IEnumerable<ObservedOccurrence> observed, bool keepsHash)
    {
        var shapes = observed.Where(one => one.Access.Shape is not null).GroupBy(one => one.Access.Shape!)
            .OrderByDescending(shape => shape.Count()).ThenBy(shape => shape.Key, StringComparer.Ordinal).ToList();
        if (shapes.Count < 2) return [];

        var narrower = new List<NarrowerSuggestion>();
        foreach (var shape in shapes)
        {
            if (narrower.Count == NarrowerMax) break;
            var draft = new SuggestionDraft([.. shape.Select(one => one.Access)], keepsHash);
            if (draft.Terms is { } terms)
                narrower.Add(new NarrowerSuggestion(
                    shape.Key, shape.Count(),
                    [.. shape.Select(one => one.AlertId).Distinct().Order(StringComparer.Ordinal)],
                    terms, draft.Justified));
        }

        return narrower;
    }
}
