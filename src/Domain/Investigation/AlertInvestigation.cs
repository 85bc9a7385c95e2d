using DetectionApi.Domain.Alerts;

namespace DetectionApi.Domain.Investigation;

/// <summary>All six questions about one alert, and what they come to.</summary>
/// <param name="Recommendation">What to do.</param>
/// <param name="Reasons">Why, one sentence for each thing that decided.</param>
/// <param name="ComputedAt">When the evidence was looked at.</param>
/// <param name="Findings">One for each question, in the guide's order.</param>
public sealed record AlertInvestigation(
    Recommendation Recommendation, IReadOnlyList<string> Reasons, DateTimeOffset ComputedAt,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>True if both come to the same for the same reasons, whenever they did.</summary>
    public bool SaysTheSameAs(AlertInvestigation other) =>
        Recommendation == other.Recommendation && Reasons.SequenceEqual(other.Reasons)
        && Findings.Count == other.Findings.Count
        && Findings.Zip(other.Findings).All(pair => pair.First.SaysTheSameAs(pair.Second));
}
