using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What whoever runs the service asks of exception items.</summary>
/// <param name="DaysMax">For how many days an item may be in force before somebody looks at it again.</param>
/// <param name="ApprovesAllHosts">Whether items for all hosts take approval by somebody else.</param>
/// <param name="ApprovesCredentialTargets">
/// Whether items for credential stores do, and those that let a program change Windows' own processes.
/// </param>
/// <param name="ApprovesEverything">Whether every item does.</param>
public sealed record ExceptionPolicy(
    int DaysMax = 90, bool ApprovesAllHosts = true, bool ApprovesCredentialTargets = true,
    bool ApprovesEverything = false)
{
    /// <summary>True if the item must be approved by somebody who did not write it.</summary>
    /// <remarks>Whoever asks for an override asks an approver.</remarks>
    public bool NeedsApproval(ExceptionContent content) =>
        ApprovesEverything
        || content.Overrides.Count > 0
        || (ApprovesAllHosts && content.Terms.IsForAllHosts)
        || (ApprovesCredentialTargets && (content.Terms.TargetImage is not { } target
            || TargetReach.WorstOf(PathPattern.Of(target)) is TargetClass.Credential
            || TargetReach.MeansInjection(content.Terms)));
}
