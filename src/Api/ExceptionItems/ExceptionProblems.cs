using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Every no to what is asked of exception items.</summary>
internal static class ExceptionProblems
{
    /// <summary>404.</summary>
    public static ProblemHttpResult NoItem(string id) => Problems.NotFound($"There is no exception item {id}.");

    /// <summary>422 with every refusal and its place in the item.</summary>
    public static ProblemHttpResult Refuse(IEnumerable<Refusal> refusals) => Problems.Unprocessable(
        refusals.Select(refusal => new Fault(
            Words.Of(refusal.Code), refusal.Detail, refusal.Member.Length > 0 ? $"#/{refusal.Member}" : "#")
        {
            Overridable = refusal.IsOverridable,
        }));

    /// <summary>What a command that was not carried out is answered.</summary>
    public static ProblemHttpResult Of(ExceptionOutcome outcome) => outcome.Kind switch
    {
        ExceptionResult.NotFound => NoItem(outcome.Id),
        ExceptionResult.Taken => Problems.Taken(
            $"There is an exception item {outcome.Id} already; choose another id, or leave it out."),
        ExceptionResult.Stale => Problems.PreconditionFailed(
            "Somebody else changed the item just now: read it again and repeat the change."),
        _ => Refuse(outcome.Refusals),
    };
}
