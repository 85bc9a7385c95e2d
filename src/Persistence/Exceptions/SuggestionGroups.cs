using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Alerts of the queue that one item would be about: one pattern, and the same call trace.</summary>
public sealed record NoisyGroup
{
    /// <summary>The pattern's id.</summary>
    public required string PatternId { get; init; }

    /// <summary>The pattern.</summary>
    public required AccessPattern Pattern { get; init; }

    /// <summary>The shape of the call trace; null if it was not kept.</summary>
    public required string? Shape { get; init; }

    /// <summary>The alerts and those of their occurrences that have the shape.</summary>
    public required HiddenCount Count { get; init; }

    /// <summary>On how many hosts.</summary>
    public required int Hosts { get; init; }

    /// <summary>By how many accounts.</summary>
    public required int Users { get; init; }

    /// <summary>When the first happened.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When the last happened.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How many of the alerts an investigation says to escalate.</summary>
    public required int Escalated { get; init; }

    /// <summary>How many of the alerts somebody works on.</summary>
    public required int Assigned { get; init; }

    /// <summary>How many alerts of the pattern turned out to be attacks.</summary>
    public required int TruePositives { get; init; }

    /// <summary>The item that would cover it.</summary>
    public required ExceptionSuggestion Suggestion { get; init; }
}

/// <summary>What an item can be made of, and the item.</summary>
/// <param name="Suggestion">The item that covers all of it, or why there is none.</param>
/// <param name="Count">The alerts and their occurrences.</param>
/// <param name="ByShape">How many alerts and occurrences each of the narrower items covers, by their shapes.</param>
/// <param name="FirstAt">When the first happened.</param>
/// <param name="LastAt">When the last happened.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Unknown">The ids of alerts that there are none of.</param>
public sealed record SuggestionBasis(
    ExceptionSuggestion Suggestion, HiddenCount Count, IReadOnlyDictionary<string, HiddenCount> ByShape,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, int Hosts, IReadOnlyList<string> Unknown);
