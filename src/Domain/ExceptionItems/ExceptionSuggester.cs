namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Makes an item of what was observed: the narrowest that covers it all.</summary>
/// <remarks>
/// It says what is, not that it is harmless: that takes evidence, which a person fills in, and how long it holds.
/// </remarks>
public static class ExceptionSuggester
{
    private const int NarrowerMax = 10;

    /// <summary>The narrowest item that covers every access.</summary>
    public static ExceptionSuggestion Of(IReadOnlyList<ObservedOccurrences> observed)
    {
        var draft = new SuggestionDraft(observed);
        return new ExceptionSuggestion
        {
            Terms = draft.Terms,
            Justified = draft.Justified,
            Reasons = draft.Reasons,
            Narrower = NarrowerOf(observed, keepsHash: draft.Terms is { Sha256: not null }),
        };
    }

    private static List<NarrowerSuggestion> NarrowerOf(IReadOnlyList<ObservedOccurrences> observed, bool keepsHash)
    {
        var shapes = observed.Where(one => one.Access.Shape is not null).GroupBy(one => one.Access.Shape!)
            .OrderByDescending(shape => shape.Sum(one => one.Count))
            .ThenBy(shape => shape.Key, StringComparer.Ordinal).ToList();
        if (shapes.Count < 2) return [];

        var narrower = new List<NarrowerSuggestion>();
        foreach (var shape in shapes)
        {
            if (narrower.Count == NarrowerMax) break;
            var draft = new SuggestionDraft([.. shape], keepsHash);
            if (draft.Terms is { } terms)
                narrower.Add(new NarrowerSuggestion(
                    shape.Key, shape.Sum(one => one.Count), terms, draft.Justified));
        }

        return narrower;
    }
}
