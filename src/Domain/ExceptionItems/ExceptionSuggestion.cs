namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Occurrences that an item is to cover, and that none tells from each other.</summary>
/// <param name="Access">One of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record ObservedOccurrences(CandidateAccess Access, int Count = 1);

/// <summary>A term that was suggested, or left out, and why.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Value">What it wants, in words; empty if it was left out.</param>
/// <param name="Because">Why, in one sentence.</param>
/// <param name="IsLeftOut">True if the item does not ask for it.</param>
public sealed record SuggestedTerm(ExceptionTerm Term, string Value, string Because, bool IsLeftOut);

/// <summary>A narrower item for some of the accesses: those whose call traces have one shape.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="OccurrenceCount">How many accesses have it.</param>
/// <param name="Terms">What the item would mean.</param>
/// <param name="Justified">Why, term by term.</param>
public sealed record NarrowerSuggestion(
    string Shape, int OccurrenceCount, ExceptionTerms Terms, IReadOnlyList<SuggestedTerm> Justified);

/// <summary>The narrowest item that covers what was observed, or why there is none.</summary>
public sealed record ExceptionSuggestion
{
    /// <summary>What the item would mean, but for how long; null if no one item covers everything.</summary>
    public required ExceptionTerms? Terms { get; init; }

    /// <summary>Why, term by term, those that were left out as well.</summary>
    public required IReadOnlyList<SuggestedTerm> Justified { get; init; }

    /// <summary>Why there is none; empty if there is one.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>If the call traces differ, an item for each shape, most accesses first.</summary>
    public required IReadOnlyList<NarrowerSuggestion> Narrower { get; init; }
}
