using DetectionApi.Domain.Alerts;

namespace DetectionApi.Domain.Investigation;

/// <summary>Asks the guide's six questions about an alert and says what the answers come to.</summary>
/// <remarks>
/// <para>
/// Decides from the evidence alone: the same evidence, in any order and with repeats, is the same answer.
/// </para>
/// <para>
/// It recommends to escalate if the access itself escalates, or if what the process did afterwards or what is related
/// to it escalates together with any other question: a place and a parent alone are those of many an honest tool. It
/// takes an alert for likely benign only if every question lowers, and sends all others to review.
/// </para>
/// </remarks>
public static class AlertInvestigator
{
    /// <summary>Investigates.</summary>
    /// <param name="evidence">All that there is to look at.</param>
    /// <param name="lists">The names and places that count.</param>
    /// <param name="at">When: as long as <see cref="EvidenceKeys.SettledAt"/> is ahead, more may come.</param>
    public static AlertInvestigation Investigate(AlertEvidence evidence, InvestigationLists lists, DateTimeOffset at)
    {
        var inquiry = new Inquiry(evidence, lists, at);
        FindingDraft[] others =
        [
            SourceProcessQuestion.Answer(inquiry), LaunchContextQuestion.Answer(inquiry),
            ArtifactsQuestion.Answer(inquiry), CommunicationQuestion.Answer(inquiry),
            RelatedActivityQuestion.Answer(inquiry),
        ];
        FindingDraft[] drafts = [AccessQuestion.Answer(inquiry, others), .. others];
        var recommendation = RecommendationOf(drafts);
        return new AlertInvestigation(
            recommendation, [.. ReasonsFor(recommendation, drafts)], at, [.. drafts.Select(draft => draft.Done())]);
    }

    private static Recommendation RecommendationOf(FindingDraft[] drafts)
    {
        var escalating = drafts.Where(draft => draft.Answer is Answer.Escalate).ToList();
        if (escalating.Exists(d => d.Question is Question.Access) || (escalating.Count > 1 && escalating.Exists(d =>
            d.Question is Question.Artifacts or Question.Communication or Question.RelatedActivity)))
            return Recommendation.Escalate;

        return drafts.All(draft => draft.Answer is Answer.Lower) ? Recommendation.LikelyBenign : Recommendation.Review;
    }

    // Of a review what escalates comes first: it is not enough by itself, but a person must know.
    private static IEnumerable<string> ReasonsFor(Recommendation recommendation, FindingDraft[] drafts)
    {
        var escalating = SentencesOf(drafts, Answer.Escalate);
        return recommendation switch
        {
            Recommendation.Escalate => escalating,
            Recommendation.Review => escalating.Concat(SentencesOf(drafts, Answer.Unresolved)),
            _ => ["Every question could be answered, and every answer fits a tool that is meant to do this."],
        };
    }

    private static IEnumerable<string> SentencesOf(FindingDraft[] drafts, Answer answer) =>
        from draft in drafts
        where draft.Answer == answer
        from sentence in draft.Decisive
        select sentence;
}
