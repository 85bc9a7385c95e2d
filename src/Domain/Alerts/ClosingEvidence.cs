namespace DetectionApi.Domain.Alerts;

/// <summary>
/// Why an alert may be closed as harmless, a word for each category that the rule's guide asks to be bound to one
/// recognised workflow.
/// </summary>
/// <param name="AccessTuple">Source, target, granted rights and call trace.</param>
/// <param name="Identity">Which executable it is: path, hash, signer, metadata.</param>
/// <param name="LaunchAndSession">Who started it, how, and in which session.</param>
/// <param name="FollowOn">What the process did afterwards: children, files, names, connections.</param>
/// <param name="OutsideConfirmation">Who or what confirms it: the owner, an inventory, the vendor, a change.</param>
public sealed record ClosingEvidence(
    string? AccessTuple = null, string? Identity = null, string? LaunchAndSession = null, string? FollowOn = null,
    string? OutsideConfirmation = null)
{
    /// <summary>The categories under the names that people see, in the order of the guide.</summary>
    public IReadOnlyList<(string Category, string? Text)> ByCategory() =>
    [
        ("accessTuple", AccessTuple),
        ("identity", Identity),
        ("launchAndSession", LaunchAndSession),
        ("followOn", FollowOn),
        ("outsideConfirmation", OutsideConfirmation),
    ];

    /// <summary>The same without blanks around the texts.</summary>
    internal ClosingEvidence Tidied() => new(
        AccessTuple?.Trim(), Identity?.Trim(), LaunchAndSession?.Trim(), FollowOn?.Trim(), OutsideConfirmation?.Trim());
}
