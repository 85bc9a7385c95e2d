using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Triage;

/// <summary>What the domain says of changes, as answers say it.</summary>
internal static class TriageProblems
{
    /// <summary>422 with every fault and its place in the body.</summary>
    /// <param name="faults">What is wrong.</param>
    /// <param name="inside">The member of the body that holds the change; empty if the body is the change.</param>
    public static ProblemHttpResult Refuse(IEnumerable<TriageFault> faults, string inside = "") =>
        Problems.Unprocessable(faults.Select(fault => new Fault(
            fault.Code, fault.Detail,
            string.Join('/', ((string[])["#", inside, fault.Member]).Where(part => part.Length > 0)))));
}
