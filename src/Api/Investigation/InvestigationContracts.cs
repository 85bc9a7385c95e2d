using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence.Alerts;

namespace DetectionApi.Api.Investigation;

/// <summary>An event that a finding rests on.</summary>
/// <param name="EventKey">Which event it is.</param>
/// <param name="RecordId">Its number in its log; null if the collector did not send it.</param>
/// <param name="Code">Its event id.</param>
/// <param name="At">The event time.</param>
/// <param name="Fields">The fields that were looked at.</param>
internal sealed record EvidenceResponse(
    string EventKey, string? RecordId, string Code, DateTimeOffset At, IReadOnlyList<string> Fields);

/// <summary>Telemetry that a question needed and that was not there.</summary>
/// <param name="What">What could not be established.</param>
/// <param name="Setting">Which setting of the collector would provide it.</param>
internal sealed record MissingResponse(string What, string Setting);

/// <summary>One question with its answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">What the evidence says. Missing telemetry is unresolved, never lower.</param>
/// <param name="Because">Why.</param>
/// <param name="Missing">What could not be established for want of telemetry.</param>
/// <param name="Evidence">The events that the answer rests on, in the order of event time.</param>
internal sealed record FindingResponse(
    Question Question, Answer Answer, string Because, IReadOnlyList<MissingResponse> Missing,
    IReadOnlyList<EvidenceResponse> Evidence)
{
    public static FindingResponse Of(Finding finding) => new(
        finding.Question, finding.Answer, finding.Because,
        [.. finding.Missing.Select(m => new MissingResponse(m.What, m.Setting))],
        [
            .. finding.Evidence.Select(
                e => new EvidenceResponse(e.EventKey.ToString(), e.RecordId, e.Code, e.At, e.Fields)),
        ]);
}

/// <summary>The six questions of the rule's guide about one alert, answered.</summary>
/// <param name="Recommendation">What they come to. Nothing is ever closed by it.</param>
/// <param name="Reasons">Why, one sentence for each thing that decided.</param>
/// <param name="ComputedAt">When the evidence was looked at.</param>
/// <param name="FrozenAt">
/// Since when it stays as it was, because somebody acknowledged or closed the alert; null if it shows the evidence of
/// now.
/// </param>
/// <param name="CurrentRecommendation">
/// What the evidence of now comes to. If it is another one than the recommendation, something came to light since that
/// was frozen; <c>?current=true</c> shows it.
/// </param>
/// <param name="Findings">One for each question, in the guide's order.</param>
internal sealed record InvestigationResponse(
    Recommendation Recommendation, IReadOnlyList<string> Reasons, DateTimeOffset ComputedAt, DateTimeOffset? FrozenAt,
    Recommendation CurrentRecommendation, IReadOnlyList<FindingResponse> Findings)
{
    public static InvestigationResponse Of(AlertInvestigation investigation) =>
        Of(new KeptInvestigation(investigation, FrozenAt: null), investigation);

    public static InvestigationResponse Of(KeptInvestigation kept, AlertInvestigation? current)
    {
        var (investigation, frozenAt) = kept;
        return new InvestigationResponse(
            investigation.Recommendation, investigation.Reasons, investigation.ComputedAt, frozenAt,
            current?.Recommendation ?? investigation.Recommendation,
            [.. investigation.Findings.Select(FindingResponse.Of)]);
    }
}
